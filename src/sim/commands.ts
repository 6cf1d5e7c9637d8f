/** What each command of a script or of the user's hands does to the world. */

import { createBroker } from '../engine/broker/broker.ts';
import { shutDownBroker } from '../engine/broker/broker-lifecycle-manager.ts';
import { submitAdminRequest } from '../engine/client/admin-client.ts';
import {
  changeConsumer,
  closeConsumer,
  createConsumer,
  setProcessing,
  startConsumer,
} from '../engine/client/consumer.ts';
import { closeProducer, createProducer, startProducer } from '../engine/client/producer.ts';
import { type Ctx, note } from '../engine/ctx.ts';
import { setLink } from '../engine/network/network.ts';
import { brokerNode, CONTROLLER_NODE, type Node } from '../engine/node.ts';
import { beginProcess, endProcess, freeze, thaw } from '../engine/process.ts';
import { BROKER_CONFIGS } from '../protocol/config/broker-config.ts';
import { CONSUMER_CONFIGS } from '../protocol/config/consumer-config.ts';
import { PRODUCER_CONFIGS } from '../protocol/config/producer-config.ts';
import { RESOURCE_BROKER, RESOURCE_TOPIC } from '../protocol/messages/44-incremental-alter-configs.ts';
import type { Command, ConfigInput, Configs } from '../scenario/scenario.ts';
import { addStream, pauseStream, sendByHand, setLoad } from './applications.ts';
