// The call tree as a flame graph: callers above, width is time. A tree for the keyboard and screen readers too: arrows walk
// it, Enter enlarges a function to the whole width, Escape goes back up.

import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { formatMicroseconds, formatShare } from '../../../src-shared/profile/format.ts';
import { useMessages } from '../../state/stores-context.ts';
import type { ProfileTreeView } from '../../workers/profile/profile-messages.ts';
import './flame-graph.css';
import { profilerMessages } from './messages.ts';

/** Narrower ones would be lines without a name; they show when their caller is enlarged. */
const leastWidth = 0.002;
const rowHeight = 22;

export function FlameGraph({ view }: { readonly view: ProfileTreeView }): React.ReactElement {
  const words = useMessages(profilerMessages);
  const { tree, flame, names } = view;
  const id = useId();
  const element = useRef<HTMLDivElement>(null);
  const [chosenAddress, setChosen] = useState<number>();
  const [zoomAddress, setZoom] = useState<number>();
  // Nodes are numbered anew with every snapshot; functions stay.
  const nodeOf = (address: number | undefined): number => (address === undefined ? -1 : tree.address.indexOf(address));
  const zoomed = nodeOf(zoomAddress);
  const chosen = Math.max(nodeOf(chosenAddress), Math.max(zoomed, 0));
  const left = zoomed < 0 ? 0 : flame.left[zoomed]!;
  const scale = zoomed < 0 ? 1 : 1 / (flame.width[zoomed]! || 1);

  const shown: number[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    const inZoom = zoomed < 0 || (node >= zoomed && node < tree.end[zoomed]!) || isAbove(tree, node, zoomed);
    if (inZoom && flame.width[node]! * scale >= leastWidth) shown.push(node);
  }
  const describe = (node: number): string =>
    words.flameNode(
      names[node] ?? '',
      formatMicroseconds(tree.inclusiveUs[node]!),
      formatMicroseconds(tree.selfUs[node]!),
      formatShare(flame.width[node]!),
    );
  const choose = (node: number | undefined): void => {
    if (node !== undefined && node >= 0) setChosen(tree.address[node]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const siblings = shown.filter((node) => tree.parent[node] === tree.parent[chosen]);
    const at = siblings.indexOf(chosen);
    if (event.key === 'ArrowDown') choose(shown.find((node) => tree.parent[node] === chosen));
    else if (event.key === 'ArrowUp') choose(tree.parent[chosen]);
    else if (event.key === 'ArrowRight') choose(siblings[at + 1]);
    else if (event.key === 'ArrowLeft') choose(siblings[at - 1]);
    else if (event.key === 'Home') choose(shown[0]);
    else if (event.key === 'Enter') setZoom(tree.address[chosen]);
    else if (event.key === 'Escape') setZoom(zoomed < 0 ? undefined : parentAddress(tree, zoomed));
    else return;
    event.preventDefault();
  };
  const nodeAt = (target: EventTarget): number | undefined => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-node]')?.dataset['node'] : undefined;
    return key === undefined ? undefined : Number(key);
  };

  return (
    <div className="flame">
      <p className="flame-caption" aria-live="polite">
        {tree.nodeCount === 0 ? '' : describe(chosen)}
      </p>
      <div
        ref={element}
        className="flame-graph"
        role="tree"
        aria-label={words.tabs.flame}
        aria-activedescendant={tree.nodeCount === 0 ? undefined : `${id}-${chosen}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={(event) => choose(nodeAt(event.target))}
        onDoubleClick={(event) => {
          const node = nodeAt(event.target);
          if (node !== undefined) setZoom(node === zoomed ? parentAddress(tree, node) : tree.address[node]);
        }}
      >
        <div className="flame-rows" style={{ height: flame.depth * rowHeight }}>
          {shown.map((node) => {
            const isAncestor = zoomed >= 0 && node < zoomed;
            const from = isAncestor ? 0 : (flame.left[node]! - left) * scale;
            const width = isAncestor ? 1 : flame.width[node]! * scale;
            return (
              <div
                key={`${tree.address[node]}-${node}`}
                id={`${id}-${node}`}
                role="treeitem"
                aria-level={tree.depth[node]! + 1}
                aria-selected={node === chosen}
                aria-label={describe(node)}
                className="flame-node"
                data-node={node}
                data-ancestor={isAncestor}
                title={describe(node)}
                style={withHue(names[node] ?? '', {
                  left: `${100 * from}%`,
                  width: `${100 * width}%`,
                  top: tree.depth[node]! * rowHeight,
                })}
              >
                {names[node]}
              </div>
            );
          })}
        </div>
      </div>
      <p className="flame-hint">{words.flameHint}</p>
    </div>
  );
}

function isAbove(tree: ProfileTreeView['tree'], node: number, below: number): boolean {
  return node < below && tree.end[node]! > below;
}

function parentAddress(tree: ProfileTreeView['tree'], node: number): number | undefined {
  const parent = tree.parent[node]!;
  return parent < 0 ? undefined : tree.address[parent];
}

function withHue(name: string, style: React.CSSProperties): React.CSSProperties {
  return { ...style, ['--hue' as string]: hueOf(name) };
}

/** Functions of one family get one colour: py_image_…, imlib_…, jpeg_…. */
function hueOf(name: string): number {
  const family = /^[a-z]+(_[a-z]+)?/.exec(name)?.[0] ?? name;
  let hash = 7;
  for (const character of family) hash = (hash * 31 + character.codePointAt(0)!) % 9973;
  return (hash * 47) % 360;
}
