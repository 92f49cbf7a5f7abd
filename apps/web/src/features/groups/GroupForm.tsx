import type { Group, User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useIsLive } from '../../sync/connection.ts';
import { useUsers } from '../../sync/people.ts';
import { toReject } from '../../sync/reject.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { ChannelChoice } from './ChannelChoice.tsx';
import styles from './Groups.module.css';
import type { PickPeople } from './GroupsDialog.tsx';

interface GroupFormProps {
  workspaceId: string;
  /** A new one without. */
  group: Group | undefined;
  pickPeople: PickPeople;
  onBack: () => void;
  onClose: () => void;
}

interface Fields {
  name: string;
  handle: string;
  description: string;
  users: readonly User[];
  channels: readonly string[];
}

/** Makes or changes a group. The server decides whether its handle is free, so this waits for the answer. */
export function GroupForm({ workspaceId, group, pickPeople, onBack, onClose }: GroupFormProps) {
  const t = useTranslations('groups');
  const words = useTranslations('words');
  const formId = useId();
  const isLive = useIsLive();
  const [fields, setFields] = useFields(workspaceId, group);
  const { save, busy, problem } = useSaving(workspaceId, group, onBack);
  const change = (to: Partial<Fields>) => setFields({ ...fields, ...to });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(fields);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={group ? t('edit', { name: group.name }) : t('new')}
      closeLabel={words('close')}
      footer={
        <>
          {group && <Disabling group={group} />}
          <Button onClick={onBack}>{t('back')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} disabled={!isLive}>
            {t(group ? 'save' : 'create')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className={styles.form}>
        {!isLive && <p role="status">{t('offline')}</p>}
        <Texts fields={fields} change={change} problem={problem} />
        <fieldset>
          <legend>{t('people')}</legend>
          {pickPeople({
            label: t('people'),
            picked: fields.users,
            onChange: (users) => change({ users }),
            empty: t('peopleEmpty'),
          })}
        </fieldset>
        <fieldset>
          <legend>{t('channels')}</legend>
          <ChannelChoice
            workspaceId={workspaceId}
            picked={fields.channels}
            onChange={(channels) => change({ channels })}
          />
        </fieldset>
      </form>
    </Dialog>
  );
}

interface TextsProps {
  fields: Fields;
  change: (to: Partial<Fields>) => void;
  problem: string | undefined;
}

function Texts({ fields, change, problem }: TextsProps) {
  const t = useTranslations('groups');
  return (
    <>
      <TextField
        label={t('name')}
        value={fields.name}
        required
        maxLength={limits.personName}
        autoComplete="off"
        data-autofocus
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t('handle')}
        hint={t('handleHint')}
        error={problem}
        icon={<span aria-hidden>@</span>}
        value={fields.handle}
        required
        maxLength={limits.handle}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ handle: event.target.value })}
      />
      <TextField
        label={t('description')}
        value={fields.description}
        maxLength={limits.groupDescription}
        autoComplete="off"
        onChange={(event) => change({ description: event.target.value })}
      />
    </>
  );
}

function useFields(workspaceId: string, group: Group | undefined) {
  const known = useUsers(workspaceId);
  return useState<Fields>(() => ({
    name: group?.name ?? '',
    handle: group?.handle ?? '',
    description: group?.description ?? '',
    users: known.filter(({ id, left }) => !left && group?.users.includes(id)),
    channels: group?.channels ?? [],
  }));
}

function useSaving(workspaceId: string, group: Group | undefined, onDone: () => void) {
  const t = useTranslations('groups');
  const roost = useRoost();
  const toText = useRejectText();
  const known = useUsers(workspaceId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async ({ users: picked, channels, ...texts }: Fields) => {
    setBusy(true);
    setProblem(undefined);
    const users = picked.map(({ id }) => id);
    try {
      const { handle } = group
        ? await changeGroup(group, users, new Set(known.map(({ id }) => id)), { ...texts, channels: [...channels] })
        : (await roost.command('group.create', { workspace: workspaceId, ...texts, users, channels: [...channels] }))
            .group;
      toasts.show({ text: t(group ? 'saved' : 'made', { handle }), tone: 'ok' });
      onDone();
    } catch (error) {
      const isHandle = toReject(error)?.field === 'args.handle';
      if (isHandle) setProblem(toText(error));
      else toasts.show({ text: toText(error), tone: 'danger' });
      setBusy(false);
    }
  };
  // Whom the form did not know it leaves as they are.
  const changeGroup = async (
    { id, users: before }: Group,
    users: readonly string[],
    shown: ReadonlySet<string>,
    rest: { name: string; handle: string; description: string; channels: string[] },
  ): Promise<Group> => {
    const add = users.filter((user) => !before.includes(user));
    const remove = before.filter((user) => shown.has(user) && !users.includes(user));
    return (await roost.command('group.update', { group: id, ...rest, add, remove })).group;
  };
  return { save, busy, problem };
}

/** At once, without the rest of the form. */
function Disabling({ group }: { group: Group }) {
  const t = useTranslations('groups');
  const roost = useRoost();
  const toText = useRejectText();
  const isLive = useIsLive();
  const toggle = async () => {
    try {
      await roost.command('group.update', { group: group.id, disabled: !group.disabled });
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
    }
  };
  return (
    <Button
      variant="ghost"
      className={styles.aside}
      disabled={!isLive}
      title={t('disableHint')}
      onClick={() => void toggle()}
    >
      {t(group.disabled ? 'enable' : 'disable')}
    </Button>
  );
}
