// The editor's own worker: word completion, links, comparison.
import 'monaco-editor/editor/editor.worker.js';
