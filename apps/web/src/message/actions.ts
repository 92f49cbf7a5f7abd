import type { Message } from '@roost/protocol/entities';

/** What can be done with a message where it is shown. Absent: not here, or not by this person. */
export interface MessageActions {
  toggleReaction?: (message: Message, emoji: string, mine: boolean) => void;
  openThread?: (message: Message) => void;
  startEdit?: (message: Message) => void;
  /** False: there is no room to keep it in until it is sent. */
  saveEdit: (message: Message, text: string) => boolean;
  cancelEdit: () => void;
  remove?: (message: Message) => void;
  /** For oneself; also where one may not write. */
  toggleSaved: (message: Message) => void;
  /** At a time that is asked for. */
  remind: (message: Message) => void;
  togglePin?: (message: Message) => void;
  markUnread?: (message: Message) => void;
  /** Into what one is writing here. */
  quote?: (message: Message) => void;
  /** To another conversation. */
  forward: (message: Message) => void;
  copyLink: (message: Message) => void;
  /** The link to the message as it is now, whatever becomes of it. */
  copyVersionLink: (message: Message) => void;
  /** Without the marks of its formatting. */
  copyText: (message: Message) => void;
  copyMarkdown: (message: Message) => void;
}

/** Who may do what with this message; the server decides, this only hides what would be refused. */
export interface MessageRights {
  edit: boolean;
  remove: boolean;
  pin: boolean;
}
