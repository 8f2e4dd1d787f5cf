import { useEffect } from 'react';
import { desktopBridgeName, type DesktopBridge } from '../../src-shared/contract/desktop-port-names.ts';
import { useStores } from '../state/stores-context.ts';

/**
 * Files dropped anywhere on the page are opened. The desktop shell knows where they lie, so that they can be saved there;
 * a browser gives their text only, which becomes a new document.
 */
export function useFileDrop(): void {
  const { files } = useStores();
  useEffect(() => {
    const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      // Without this the page would be replaced by the file.
      event.preventDefault();
      event.stopPropagation();
      for (const file of event.dataTransfer?.files ?? []) {
        const path = bridge()?.pathOf(file) ?? '';
        if (path === '') void files.openDropped(file);
        else void files.open(path);
      }
    };
    // Before the editor, which would insert the file's name.
    window.addEventListener('dragover', onDragOver, true);
    window.addEventListener('drop', onDrop, true);
    return () => {
      window.removeEventListener('dragover', onDragOver, true);
      window.removeEventListener('drop', onDrop, true);
    };
  }, [files]);
}

function bridge(): DesktopBridge<File> | undefined {
  return (window as { [desktopBridgeName]?: DesktopBridge<File> })[desktopBridgeName];
}
