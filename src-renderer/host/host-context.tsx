import { createContext, useContext } from 'react';
import type { HostConnection } from './host-connection.ts';

const HostContext = createContext<HostConnection | undefined>(undefined);

export const HostProvider = HostContext.Provider;

/** The connection to the host; every component below the app has one. */
export function useHostConnection(): HostConnection {
  const connection = useContext(HostContext);
  if (connection === undefined) throw new Error('No HostProvider above this component.');
  return connection;
}
