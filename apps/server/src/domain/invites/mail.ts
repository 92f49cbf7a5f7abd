/** What goes out by e-mail. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** The way out. */
export interface Mail {
  /** Whether a mail server has taken it. Never rejects. */
  send(letter: Letter): Promise<boolean>;
}

/** The letter that invites somebody. */
export function inviteLetter(about: {
  to: string;
  inviter: string;
  workspace: string;
  url: string;
  expires: string | null;
}): Letter {
  const { to, inviter, workspace, url, expires } = about;
  const until = expires === null ? '' : ` It works until ${expires.slice(0, 10)}.`;
  return {
    to,
    subject: `${inviter} invites you to ${workspace}`,
    text: `${inviter} invites you to ${workspace} on Roost.\n\nJoin here: ${url}\n\nThe link is for you alone and works once.${until}\n`,
    html:
      `<p>${escaped(inviter)} invites you to <b>${escaped(workspace)}</b> on Roost.</p>` +
      `<p><a href="${escaped(url)}">Join ${escaped(workspace)}</a></p>` +
      `<p>The link is for you alone and works once.${escaped(until)}</p>`,
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);
}
