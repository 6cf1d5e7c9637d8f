/** Everything of the engine at once, for tests and command lines: imported for its effect. */

import * as consumerGroups from '../engine/coordinator/group/consumer/index.ts';
import { installConsumerGroups } from '../engine/coordinator/group/consumer-groups.ts';

installConsumerGroups(consumerGroups);
