/** What takes the place of the page. */
export const notices = {
  unknownTitle: 'There is nothing here',
  unknownText: 'The address may be mistyped, or what it led to is gone.',
  unknownAction: 'Go to your channels',
  workspaceGoneTitle: 'You are not in this workspace',
  workspaceGoneText: 'Ask for an invite, or go to one of your own workspaces.',
  noWorkspaceTitle: 'You are in no workspace',
  noWorkspaceText: 'Open an invite link that somebody sent you, or start a workspace of your own.',
  noWorkspaceAction: 'Create a workspace',
  sessionOverTitle: 'Sign in again',
  sessionOverText: 'This device was signed out. What you wrote is kept here until you are back.',
} as const;
