export { Button, IconButton } from './Button.tsx';
export { Dialog } from './Dialog.tsx';
export { EmptyState } from './EmptyState.tsx';
export { Icon, type IconName } from './Icon.tsx';
export { SettingRow } from './SettingRow.tsx';
export { StatusItem } from './StatusItem.tsx';
export { Tree, type TreeRow } from './Tree.tsx';
export { useDismiss } from './use-dismiss.ts';
