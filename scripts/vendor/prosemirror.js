// What the editor of a message needs, on one global: window.ProseMirror.
export * from "prosemirror-commands";
export { history, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
export {
  InputRule,
  inputRules,
  textblockTypeInputRule,
  undoInputRule,
  wrappingInputRule,
} from "prosemirror-inputrules";
export { keydownHandler, keymap } from "prosemirror-keymap";
export {
  MarkdownSerializer,
  MarkdownSerializerState,
  defaultMarkdownSerializer,
  schema as markdownSchema,
} from "prosemirror-markdown";
export { DOMParser, DOMSerializer, Fragment, Mark, Node, Schema, Slice } from "prosemirror-model";
export {
  addListNodes,
  bulletList,
  liftListItem,
  listItem,
  orderedList,
  sinkListItem,
  splitListItem,
  wrapInList,
} from "prosemirror-schema-list";
export {
  AllSelection,
  EditorState,
  NodeSelection,
  Plugin,
  PluginKey,
  Selection,
  TextSelection,
  Transaction,
} from "prosemirror-state";
export { Transform, canJoin, canSplit, findWrapping, liftTarget } from "prosemirror-transform";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
