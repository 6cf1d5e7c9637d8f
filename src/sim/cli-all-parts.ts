/** Everything of the engine at once, for tests and command lines: imported for its effect. */

import { installToolApis } from '../engine/broker/tool-apis.ts';
import * as tools from '../engine/broker/tools/index.ts';
import * as consumerGroups from '../engine/coordinator/group/consumer/index.ts';
import { installConsumerGroups } from '../engine/coordinator/group/consumer-groups.ts';

installConsumerGroups(consumerGroups);
installToolApis(tools);
