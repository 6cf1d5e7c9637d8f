/** Everything of the engine at once, for tests and command lines: imported for its effect. */

import { toolApis } from '../engine/broker/tool-apis.ts';
import * as tools from '../engine/broker/tools/index.ts';
import * as sticky from '../engine/client/assignors/abstract-sticky-assignor.ts';
import { stickyAssignment } from '../engine/client/assignors/sticky-assignment.ts';
import * as consumerRules from '../engine/coordinator/group/consumer/index.ts';
import { consumerGroups } from '../engine/coordinator/group/consumer-groups.ts';
import * as shareRules from '../engine/share/index.ts';
import { shareGroups } from '../engine/share/share-groups.ts';
import * as transactionRules from '../engine/transaction/index.ts';
import { transactions } from '../engine/transaction/transactions.ts';
import * as acceptedStayDone from './checkers/accepted-stay-done.ts';
import { shareCheckers, transactionRuns } from './checkers/checker-parts.ts';
import * as transactionRunRules from './transaction-runs.ts';

consumerGroups.install(consumerRules);
shareCheckers.install(acceptedStayDone);
shareGroups.install(shareRules);
stickyAssignment.install(sticky);
toolApis.install(tools);
transactionRuns.install(transactionRunRules);
transactions.install(transactionRules);
