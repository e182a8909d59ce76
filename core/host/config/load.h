// Reads the configuration: built-in defaults, then the profile's file, then an extra file, then single settings.
//
// All faults are told at once, and then nothing is applied: a bad file never leaves looser limits behind (F10, S13).
// Knows TOML, alone in the program with the side files of data. Any thread; one pass, no state.

#pragma once

#include "core/edge/brokers/registry.h"
#include "core/host/config/settings.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace omni::config {

/// A larger file is refused unread.
inline constexpr std::uint64_t mostFileBytes = std::uint64_t{1} << 20;

struct Fault {
    std::string file; ///< As it was given; "--set" for a single setting.
    std::uint64_t line = 0; ///< From 1. 0: the file as a whole, or a single setting.
    std::string key; ///< Whole: "risk.daily_loss". Empty: no key in particular.
    std::string what; ///< One sentence without a full stop; names the value and the bound.
    std::string hint; ///< What would be right; may be empty.

    /// "FILE:LINE: KEY: what; hint", without the parts that are not known.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Fault&, const Fault&) = default;
};

using Faults = std::vector<Fault>;

struct Loaded {
    Settings settings;
    std::vector<std::string_view> named; ///< Keys that some layer names, in the order of the schema.
};

/// A file's text and its name.
struct Layer {
    std::string name;
    std::string text;
};

/// `sets` are "key=value", the value as in the file but with or without its quotes; the strategies of the last file
/// that has any stand for all. `known` are the brokers that may be named.
[[nodiscard]] tl::expected<Loaded, Faults> load(std::span<const Layer> layers, std::span<const std::string> sets,
                                                std::span<const brokers::BrokerInfo* const> known
                                                = brokers::allBrokers());

/// The text of a configuration file. Nothing: it is not there. Refused: no ordinary file, too large, not readable.
[[nodiscard]] tl::expected<std::optional<Layer>, Fault> layerFrom(const std::filesystem::path& file);

/// Limits that no layer names never become looser than they were in the profile's session before (S13): the tighter of
/// the two stays. Returns the keys that were kept.
[[nodiscard]] std::vector<std::string_view> keepTighter(Loaded& loaded, const risk::Limits& before);

/// The file that a new profile gets: every key with its default and its meaning, commented out. Made from the schema.
[[nodiscard]] std::string defaultFileText();

} // namespace omni::config
