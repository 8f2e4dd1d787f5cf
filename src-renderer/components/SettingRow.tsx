import './setting-row.css';

export interface SettingRowProps {
  readonly label: string;
  /** The control, which the label names. */
  readonly children: React.ReactNode;
}

/** One setting: its name at the left, its control at the right. */
export function SettingRow({ label, children }: SettingRowProps): React.ReactElement {
  return (
    <label className="setting">
      {label}
      {children}
    </label>
  );
}
