// Files on the host's disk, the examples, and the drafts that survive a crash.

import { defineService, method } from '../rpc/service.ts';
import { bytes, nonNegativeInteger, nothing, shortText, v, type Infer } from '../rpc/schema.ts';

export const fileEntry = v.object({
  name: v.string(),
  path: v.string(),
  kind: v.picklist(['file', 'folder']),
  sizeBytes: nonNegativeInteger,
  modifiedAtMs: v.number(),
});
export type FileEntry = Infer<typeof fileEntry>;

export const fileContent = v.object({
  path: v.string(),
  bytes,
  /** Changes whenever the content does; a save names the one it is based on. */
  version: v.string(),
});
export type FileContent = Infer<typeof fileContent>;

export const exampleEntry = v.object({
  id: v.string(),
  folder: v.string(),
  title: v.object({ en: v.string(), zh: v.string() }),
  file: v.string(),
});
export type ExampleEntry = Infer<typeof exampleEntry>;

const draftEntries = {
  id: shortText,
  name: v.string(),
  /** Path of the saved file, if there is one, and the version the draft is based on. */
  path: v.optional(v.string()),
  version: v.optional(v.string()),
  /** Undefined: the document is open and unchanged. */
  text: v.optional(v.string()),
  /** Increases whenever a page changes it; a change names the one it is based on, 0 for a new document. */
  revision: nonNegativeInteger,
};

export const draft = v.object({ ...draftEntries, active: v.boolean() });
export type Draft = Infer<typeof draft>;

export const draftChanges = v.object({
  /** Names the page as long as it is open. */
  page: shortText,
  changed: v.array(v.object(draftEntries)),
  closed: v.array(v.object({ id: shortText, revision: nonNegativeInteger })),
  /** All documents that the page has open, in their order. */
  order: v.array(shortText),
  activeId: v.optional(shortText),
});
export type DraftChanges = Infer<typeof draftChanges>;

export const keptDraft = v.object({
  id: shortText,
  /** A different one if another page changed the draft in the meantime: then both texts are kept. */
  keptAs: shortText,
  revision: nonNegativeInteger,
});
export type KeptDraft = Infer<typeof keptDraft>;

export const filesService = defineService({
  methods: {
    /** Folders to start from: home, documents, recent folders. */
    places: method(nothing, v.array(v.object({ name: v.string(), path: v.string() }))),
    list: method(v.object({ path: v.string() }), v.object({ path: v.string(), entries: v.array(fileEntry) })),
    read: method(v.object({ path: v.string() }), fileContent),
    /**
     * Writes whole and atomically. With `version`, refuses (`file-changed`) when the file is no longer that one. Refuses
     * a file that is not writable (`file-read-only`) until the page confirms with `replaceReadOnly`.
     */
    write: method(
      v.object({
        path: v.string(),
        bytes,
        version: v.optional(v.string()),
        overwrite: v.optional(v.boolean()),
        replaceReadOnly: v.optional(v.boolean()),
      }),
      v.object({ path: v.string(), version: v.string() }),
    ),
    createFolder: method(v.object({ path: v.string() }), nothing),
    recent: method(nothing, v.array(v.string())),
    examples: method(nothing, v.array(exampleEntry)),
    readExample: method(v.object({ id: shortText }), v.object({ name: v.string(), bytes })),
    /** Open documents with their unsaved text, as last reported. */
    drafts: method(nothing, v.array(draft)),
    /** Changes of one page. Documents of other pages stay; answers for each changed one. */
    keepDrafts: method(draftChanges, v.array(keptDraft)),
    /** The shell's own dialogs; undefined in the answer when cancelled. Only where `app.info` says nativeDialogs. */
    pickOpen: method(nothing, v.optional(v.string())),
    pickSave: method(v.object({ suggestedName: v.string() }), v.optional(v.string())),
    /** Files that the shell was asked to open (argument, icon, menu). Each is given to one page, once. */
    takeRequested: method(nothing, v.array(v.string())),
  },
  events: {
    /** There are files to take. */
    requested: nothing,
    recent: v.array(v.string()),
  },
});
