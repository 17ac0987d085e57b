import { Field, Input, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { CloudChoice } from '../../../shared/contract/index.ts';
import styles from './SignIn.module.css';
import type { SignInDraft } from './signInForm.ts';

interface SignInFieldsProps {
  readonly cloud: CloudChoice;
  readonly draft: SignInDraft;
  readonly problems: Partial<Record<keyof SignInDraft, string>>;
  readonly onChange: (draft: SignInDraft) => void;
}

/** The app registration and the tenant, where the cloud needs them. */
export function SignInFields({ cloud, draft, problems, onChange }: SignInFieldsProps) {
  const validation = (field: keyof SignInDraft) =>
    problems[field] ? { validationState: 'error' as const, validationMessage: problems[field] } : {};
  return (
    <>
      {cloud.takesClientId && cloud.clientId === null && <RegistrationHelp />}
      {cloud.takesClientId && (
        <Field label="Client id of your app registration" size="small" required {...validation('clientId')}>
          <Input
            size="small"
            className="mono"
            value={draft.clientId}
            maxLength={100}
            onChange={(_, { value }) => onChange({ ...draft, clientId: value })}
          />
        </Field>
      )}
      {cloud.needsTenant && (
        <Field
          label="Tenant"
          size="small"
          required
          hint="Id or domain of the tenant that holds the workspace, such as contoso.onmicrosoft.com. Guests name the tenant they are invited to."
          {...validation('tenant')}
        >
          <Input
            size="small"
            className="mono"
            value={draft.tenant}
            maxLength={253}
            onChange={(_, { value }) => onChange({ ...draft, tenant: value })}
          />
        </Field>
      )}
    </>
  );
}

function RegistrationHelp() {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Azure asks which program signs in</MessageBarTitle>
        Casebook brings no registration of its own, so that your organisation decides. In the Azure portal, under
        Microsoft Entra ID:
        <ol className={styles.steps}>
          <li>App registrations, New registration, accounts in this directory only.</li>
          <li>
            Authentication: the platform “Mobile and desktop applications” with <code>http://localhost</code>, and
            “Allow public client flows” for codes.
          </li>
          <li>
            API permissions: Log Analytics API, delegated, Data.Read; Azure Service Management, user_impersonation.
          </li>
          <li>Overview: copy the application (client) id to here.</li>
        </ol>
        docs/guide/app-registration.md says it step by step.
      </MessageBarBody>
    </MessageBar>
  );
}
