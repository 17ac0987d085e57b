import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Found } from '../../../shared/contract/index.ts';
import { errorTexts } from '../../../shared/errors.ts';
import { counted } from '../../ui/format.ts';
import styles from './Search.module.css';

/** So many are told one by one. */
const mostTold = 3;

/** The cases whose files are missing or damaged: the text may be in them. */
export function NotSearched({ cases }: { readonly cases: Found['unreadable'] }) {
  if (cases.length === 0) return null;
  const more = cases.length - mostTold;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{`${counted(cases.length, 'case')} not searched`}</MessageBarTitle>
        <ul className={styles.unreadable}>
          {cases.slice(0, mostTold).map(({ path, code, message }) => (
            <li key={path}>
              {message.includes(path) ? message : `${path}: ${message}`} {helpFor(code, message)}
            </li>
          ))}
          {more > 0 && <li>{`and ${more} more`}</li>}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}

function helpFor(code: string, message: string): string {
  const help = Object.entries(errorTexts).find(([known]) => known === code)?.[1].help ?? '';
  return message.includes(help) ? '' : help;
}
