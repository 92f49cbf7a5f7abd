import { limits } from '@roost/protocol/limits';
import { GroupsDialog } from '../features/groups/GroupsDialog.tsx';
import { PeoplePicker } from '../features/people/PeoplePicker.tsx';

/** The groups, with the picker of people that the rest of the page has. */
export function Groups({
  workspaceId,
  groupId,
  onClose,
}: {
  workspaceId: string;
  groupId: string | undefined;
  onClose: () => void;
}) {
  return (
    <GroupsDialog
      workspaceId={workspaceId}
      groupId={groupId}
      pickPeople={(picking) => <PeoplePicker workspaceId={workspaceId} max={limits.idsPerRequest} {...picking} />}
      onClose={onClose}
    />
  );
}
