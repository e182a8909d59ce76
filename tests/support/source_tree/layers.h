// The rules of core/layers.txt and the modules of the tree, as tests/architecture reads them.

#pragma once

#include "tests/support/source_tree/source_tree.h"

#include <map>
#include <set>

namespace omni::tests {

/// core/layers.txt. Names are as there: "trade/market", "ui/shell", "app".
struct Layers {
    std::map<std::string, std::vector<std::string>> allowed; ///< Layer to what stands behind its colon.
    std::vector<std::string> faults; ///< Lines that cannot be read and layers named twice.
};

[[nodiscard]] Layers layersFromText(std::string_view text);

/// "core/trade/risk/gate.h" -> "trade/risk/gate.h"; "ui/…" and "app/…" stay.
[[nodiscard]] std::string insideCore(std::string_view path);

/// The longest layer that is `place` or a folder above it. Empty when there is none.
[[nodiscard]] std::string layerOf(const Layers& layers, std::string_view place);

/// May a source of `layer` use `place` ("trade/market/units.h", or a module "trade/market") of another layer?
[[nodiscard]] bool isAllowed(const Layers& layers, const std::string& layer, std::string_view place);

/// Names behind a colon that are no layer, arrows to a higher floor, and circles.
[[nodiscard]] std::vector<std::string> faultsOfThePlan(const Layers& layers);

/// Every omni_module(…) of the tree: name to DEPENDS.
[[nodiscard]] std::map<std::string, std::vector<std::string>> modulesOf(const std::filesystem::path& root);

/// What `module` links, in turn and with itself and base.
[[nodiscard]] std::set<std::string> linkedBy(const std::map<std::string, std::vector<std::string>>& modules,
                                             const std::string& module);

/// The nearest module at or above `place`; empty when there is none.
[[nodiscard]] std::string moduleOf(const std::map<std::string, std::vector<std::string>>& modules,
                                   std::string_view place);

} // namespace omni::tests
