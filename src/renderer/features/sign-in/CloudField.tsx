import { Button, Field, Select } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import type { CloudChoice } from '../../../shared/contract/index.ts';
import { useAction } from '../../api/useAction.ts';
import { cloudTitle } from '../../ui/cloudTitle.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import styles from './SignIn.module.css';

interface CloudFieldProps {
  readonly clouds: readonly CloudChoice[];
  readonly cloud: CloudChoice;
  readonly onCloud: (name: string) => void;
  /** A cloud came or went. */
  readonly onChanged: () => Promise<void>;
}

/** Chooses the cloud; one of the person's own is added by its file, and removed again. */
export function CloudField({ clouds, cloud, onCloud, onChanged }: CloudFieldProps) {
  const choose = useAction('shell.chooseFile');
  const add = useAction('signIn.addCloud');
  const remove = useAction('signIn.removeCloud');

  const addFile = async () => {
    const chosen = await choose.run({ kind: 'cloud' });
    const added = chosen?.path ? await add.run({ path: chosen.path }) : undefined;
    if (!added) return;
    await onChanged();
    onCloud(added.name);
  };
  const removeIt = async () => {
    if (!(await remove.run({ cloud: cloud.name }))) return;
    onCloud('public');
    await onChanged();
  };

  return (
    <>
      <Field label="Cloud" size="small" hint={`People sign in at ${cloud.authority}.`}>
        <Select size="small" value={cloud.name} onChange={(_, { value }) => onCloud(value)}>
          {clouds.map((each) => (
            <option key={each.name} value={each.name}>
              {cloudTitle(each)}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.row}>
        <Button size="small" icon={<AddRegular />} onClick={addFile}>
          Add a cloud by its file…
        </Button>
        {!cloud.builtIn && (
          <Button
            size="small"
            icon={<DeleteRegular />}
            title="Forgets its addresses and signs everybody out of it"
            disabledFocusable={remove.running}
            onClick={removeIt}
          >
            Remove {cloud.name}
          </Button>
        )}
      </div>
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
      <FailureBar failure={add.failure} onDismiss={add.dismiss} />
      <FailureBar failure={remove.failure} onDismiss={remove.dismiss} />
    </>
  );
}
