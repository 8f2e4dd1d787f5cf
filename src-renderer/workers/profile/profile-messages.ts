// What the page asks of the profile worker and what it answers. Tables travel packed, columns as typed arrays that are
// handed over and not copied.

import type { CallTree } from '../../../src-shared/profile/call-tree.ts';
import type { ColumnId } from '../../../src-shared/profile/columns.ts';
import type { FlameLayout } from '../../../src-shared/profile/flame.ts';
import type { ProfileMode } from '../../../src-shared/profile/profile-table.ts';
import type { ProfileTotals } from '../../../src-shared/profile/totals.ts';

export const profileTabs = ['table', 'tree', 'flame', 'history', 'compare'] as const;
export type ProfileTab = (typeof profileTabs)[number];

export const compareColumnIds = [
  'callsBefore',
  'callsAfter',
  'totalUsBefore',
  'totalUsAfter',
  'averageUsBefore',
  'averageUsAfter',
  'averageRatio',
  'shareBefore',
  'shareAfter',
  'shareChange',
] as const;
export type CompareColumnId = (typeof compareColumnIds)[number];

export interface SortOrder<Id extends string = string> {
  readonly id: Id;
  readonly descending: boolean;
}

/** What the page wants to see. */
export interface ProfileViewRequest {
  readonly tab: ProfileTab;
  readonly sort: readonly SortOrder[];
  readonly compareSort: readonly SortOrder[];
  readonly filter: string;
  /** Address of the function whose history is wanted. */
  readonly selected: number | undefined;
}

export type ProfileRequest =
  | {
      readonly kind: 'show';
      readonly view: ProfileViewRequest;
      /** A new snapshot, packed. */
      readonly table?: Uint8Array;
      /** An ELF of symbols; `none`: there are no symbols any more. */
      readonly elf?: Uint8Array | 'none';
      /** The present snapshot becomes the earlier one of a comparison; or there is none any more. */
      readonly baseline?: 'keep' | 'drop';
    }
  | {
      readonly kind: 'export';
      readonly format: ExportFormat;
      readonly view: ProfileViewRequest;
      readonly eventNames: readonly string[];
    };

export const exportFormats = ['csv', 'json', 'speedscope'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What changes seldom: a name and a caller ("name+0x1c") a row. Sent again only when it has changed. */
export interface ProfileTexts {
  readonly names: readonly string[];
  readonly callers: readonly string[];
}

export interface ProfileView extends ProfileTexts {
  readonly mode: ProfileMode;
  /** Host's wall clock. */
  readonly takenAtMs: number;
  readonly rowCount: number;
  readonly counterCount: number;
  readonly totals: ProfileTotals;
  readonly address: Uint32Array;
  readonly columns: Readonly<Partial<Record<ColumnId, Float64Array>>>;
  /** Rows to show, in order. */
  readonly order: Uint32Array;
  readonly baselineTakenAtMs: number | undefined;
  readonly tree?: ProfileTreeView;
  readonly history?: ProfileHistory;
  readonly comparison?: ProfileComparisonView;
}

export interface ProfileTreeView {
  readonly tree: CallTree;
  readonly flame: FlameLayout;
  /** A name a node. */
  readonly names: readonly string[];
}

/** One function over time; NaN where it cannot be told. */
export interface ProfileHistory {
  readonly address: number;
  readonly name: string;
  readonly timesMs: Float64Array;
  /** Since the snapshot before. */
  readonly averageUs: Float64Array;
  readonly callsPerSecond: Float64Array;
  readonly busyShare: Float64Array;
}

export interface ProfileComparisonView {
  readonly names: readonly string[];
  readonly columns: Readonly<Record<CompareColumnId, Float64Array>>;
  readonly order: Uint32Array;
}

export type ProfileReply =
  | {
      readonly kind: 'view';
      readonly figures: Omit<ProfileView, keyof ProfileTexts>;
      readonly texts: ProfileTexts | undefined;
    }
  | { readonly kind: 'export'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };
