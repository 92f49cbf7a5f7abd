import { Mail, Shield } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, Switch } from '../Checkbox.tsx';
import { CopyField } from '../CopyField.tsx';
import { RadioGroup } from '../RadioGroup.tsx';
import { SearchField } from '../SearchField.tsx';
import { Select } from '../Select.tsx';
import { TextArea, TextField } from '../TextField.tsx';
import { Line, Section } from './Section.tsx';

export function Fields() {
  return (
    <>
      <Section title="TextField, TextArea">
        <TextFields />
      </Section>
      <Section title="SearchField, CopyField, Select">
        <OtherFields />
      </Section>
      <Section title="Checkbox, Switch, RadioGroup">
        <Choices />
      </Section>
    </>
  );
}

function TextFields() {
  return (
    <>
      <TextField
        label="Email"
        type="email"
        icon={<Mail />}
        placeholder="you@example.org"
        hint="We send one mail, to confirm it."
      />
      <TextField
        label="Password"
        type="password"
        defaultValue="correct horse"
        revealLabels={{ show: 'Show password', hide: 'Hide password' }}
        aside={<a href="#x">Forgot it?</a>}
      />
      <TextField
        label="Workspace address"
        defaultValue="harbor studio"
        error="Only letters, digits and dashes."
        hint="You can change it later."
      />
      <TextField label="Name" disabled defaultValue="Sofia Berg" />
      <TextArea label="Topic" defaultValue="Weekly release: what goes out, when, and who watches it." />
    </>
  );
}

function OtherFields() {
  const [search, setSearch] = useState('rel');
  const [role, setRole] = useState('member');
  return (
    <>
      <SearchField
        label="Find people"
        placeholder="Find by name, email or group"
        value={search}
        onChange={setSearch}
        clearLabel="Clear"
      />
      <CopyField
        label="Invite link"
        value="https://chat.harbor.dev/invite/9QK2M7XH3P"
        copyLabel="Copy"
        copiedLabel="Copied"
        hint="Works for 7 days."
      />
      <Select
        label="Role"
        value={role}
        onChange={setRole}
        options={[
          { value: 'owner', label: 'Owner', description: 'Everything, and billing', icon: <Shield /> },
          { value: 'admin', label: 'Admin', description: 'People and settings' },
          { value: 'member', label: 'Member' },
          { value: 'guest', label: 'Guest', disabled: true },
        ]}
      />
      <Line>
        <Select
          label="Role of Ade"
          look="inline"
          value={role}
          onChange={setRole}
          options={[
            { value: 'admin', label: 'Admin' },
            { value: 'member', label: 'Member' },
          ]}
        />
      </Line>
    </>
  );
}

function Choices() {
  const [on, setOn] = useState(true);
  const [level, setLevel] = useState('mentions');
  return (
    <>
      <Checkbox label="Also send to #release-train" checked={on} onChange={setOn} />
      <Checkbox label="All channels" hint="Some are chosen" checked="mixed" onChange={setOn} />
      <Checkbox label="Not for you" checked={false} onChange={setOn} disabled />
      <Switch label="Pause notifications" hint="Until tomorrow morning" checked={on} onChange={setOn} />
      <Switch label="Play a sound" checked={!on} onChange={(next) => setOn(!next)} />
      <RadioGroup
        label="Notify me about"
        value={level}
        onChange={setLevel}
        choices={[
          { value: 'all', label: 'All new messages' },
          { value: 'mentions', label: 'Direct messages and mentions', hint: 'And threads that you follow' },
          { value: 'none', label: 'Nothing', disabled: true },
        ]}
      />
    </>
  );
}
