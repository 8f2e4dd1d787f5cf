export const en = {
  panel: 'Files',
  places: 'Places',
  recent: 'Recent files',
  tree: 'Files of this computer',
  empty: 'This folder is empty.',
  noPlaces: 'The host offers no folder.',
};

export type FilesMessages = typeof en;
