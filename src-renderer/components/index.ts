// Small parts that the page starts with. Select, Tree and VirtualList are imported by their files, so that they come with
// the panels that use them.

export { Button, IconButton } from './Button.tsx';
export { Dialog } from './Dialog.tsx';
export { EmptyState } from './EmptyState.tsx';
export { Icon, type IconName } from './Icon.tsx';
export { Popover } from './Popover.tsx';
export { SettingRow } from './SettingRow.tsx';
export { StatusItem } from './StatusItem.tsx';
