/** The offset reset of a group: where to, of what, and what it would do now, as the tool's dry run shows it. */
import { useEffect, useState } from 'react';
import type { ResetKind } from '../../i18n/dialog-messages.ts';
import { validateCommand } from '../../scenario/commands.ts';
import type { Command } from '../../scenario/scenario.ts';
import type { ResetPreview } from '../../view/reset-preview.ts';
import { ChoiceField, TextField } from '../controls/field.tsx';
import { FileInput } from '../data/file-input.tsx';
import { useSession } from '../session/context.ts';
import { useMore } from '../state/use-more.ts';
import { usePage } from '../state/use-page.ts';
import { FormDialog } from './form-dialog.tsx';
import { isWritten, RESET_KINDS, resetDocument, type WrittenKind } from './reset-form.ts';
import { ResetPreviewTable } from './reset-preview-table.tsx';

/** Value of the choice that is no topic's name: those have no blanks. */
const ALL = ' all';

type ResetOffsets = Extract<Command, { do: 'resetOffsets' }>;

export default function ResetOffsetsDialog({
  group,
  onClose,
}: {
  readonly group: string;
  readonly onClose: () => void;
}) {
  const { dialogs, errors } = useMore();
  const words = dialogs.reset;
  const topics = usePage((page) => page.structure?.topics) ?? [];
  const [kind, setKind] = useState<ResetKind>('earliest');
  const first = useFirstValues();
  const [written, setWritten] = useState(first);
  const [topic, setTopic] = useState(ALL);
  const [partitions, setPartitions] = useState('');
  const brokers = usePage((page) => page.run?.scenario.cluster.brokers.length) ?? 0;
  const form = { kind, written, topic: topic === ALL ? null : topic, partitions };
  const read = validateCommand(resetDocument(group, form), { brokers });
  const command = 'command' in read ? (read.command as ResetOffsets) : null;
  const wrong = 'errors' in read ? read.errors[0] : undefined;
  const errorIn = (field: 'to' | 'topics') =>
    wrong?.path.startsWith(field) ? errors.scenario({ ...wrong, path: '' }) : null;
  const preview = usePreview(command);

  return (
    <FormDialog
      title={words.title(group)}
      intro={words.intro}
      submit={words.submit}
      wide
      onClose={onClose}
      command={command}
    >
      <ChoiceField
        label={words.to}
        hint={words.hints[kind]}
        value={kind}
        choices={RESET_KINDS.map((each) => [each, words.kinds[each]])}
        firstFocus
        onChange={(value) => setKind(value as ResetKind)}
      />
      {isWritten(kind) && (
        <TextField
          label={words.values[kind]}
          value={written[kind]}
          mono
          error={written[kind] === '' ? null : errorIn('to')}
          {...(kind === 'file' ? { rows: 4 } : {})}
          onChange={(value) => setWritten({ ...written, [kind]: value })}
        />
      )}
      {kind === 'file' && (
        <FileInput
          label={words.chooseFile}
          accept=".csv,.txt"
          onFile={(file) => void file.text().then((text) => setWritten({ ...written, file: text }))}
        />
      )}
      {kind !== 'file' && (
        <div className="field-row">
          <ChoiceField
            label={words.of}
            value={topic}
            choices={[[ALL, words.allTopics], ...topics.map(({ name }) => [name, name] as const)]}
            onChange={setTopic}
          />
          {topic !== ALL && (
            <TextField
              label={words.partitions}
              hint={words.partitionsHint}
              value={partitions}
              mono
              error={errorIn('topics')}
              onChange={setPartitions}
            />
          )}
        </div>
      )}
      {preview && <ResetPreviewTable preview={preview} />}
    </FormDialog>
  );
}

/** Something to begin with: the moment shown, by the clock inside the simulation. */
function useFirstValues(): Record<WrittenKind, string> {
  const epochMs = usePage((page) => page.run?.scenario.cluster.epochMs) ?? 0;
  const timeUs = usePage((page) => page.digest?.timeUs) ?? 0;
  const datetime = new Date(epochMs + Math.floor(timeUs / 1000)).toISOString().replace('Z', '');
  return { offset: '0', 'shift-by': '-10', datetime, duration: '10s', file: '' };
}

/** Asked for anew as what is typed changes, and as time goes by; a late answer to an earlier question is dropped. */
function usePreview(command: ResetOffsets | null): ResetPreview | null {
  const session = useSession();
  const timeUs = usePage((page) => page.digest?.timeUs);
  const question = JSON.stringify(command);
  const [preview, setPreview] = useState<ResetPreview | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment is part of the question
  useEffect(() => {
    let isCurrent = true;
    const asked = JSON.parse(question) as ResetOffsets | null;
    if (!asked) setPreview(null);
    else
      session.previewReset(asked).then(
        (answer) => isCurrent && setPreview(answer),
        () => isCurrent && setPreview(null),
      );
    return () => {
      isCurrent = false;
    };
  }, [session, question, timeUs]);
  return preview;
}
