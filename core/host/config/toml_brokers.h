// The tables of brokers in one TOML text. Not part of the module's face.

#pragma once

#include "core/host/config/toml_layer.h"

#include <toml++/toml.h>

namespace omni::config {

/// `node` is what stands under "brokers".
void readBrokers(const Layer& layer, const toml::node& node, Given& given, Faults& faults);

} // namespace omni::config
