#include "core/host/config/load.h"

#include "core/host/config/schema.h"
#include "core/host/config/toml_layer.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace omni::config {

namespace {

/// The sentence of `faultsOf` about limits begins with the key: "risk.gross_exposure: …".
Fault limitFault(const std::string& sentence, const Given& given)
{
    const std::string key = sentence.substr(0, sentence.find(':'));
    Fault fault;
    fault.key = key;
    fault.what = sentence.substr(std::min(sentence.find(": ") + 2, sentence.size()));
    const auto* place = given.placeOf(key);
    if (place == nullptr && key == "risk.gross_exposure") {
        place = given.placeOf("risk.leverage");
        fault.hint = "gross exposure may be 100 % of equity times risk.leverage: lower it, too";
    }
    if (place != nullptr) {
        fault.file = place->file;
        fault.line = place->line;
    }
    return fault;
}

/// A rule that says "so many" and no number: every proposal would be refused for nothing.
std::optional<Fault> sizeFault(const Given& given)
{
    const DeskSettings& desk = given.settings.desk;
    if (desk.sizing != events::SizingRule::FixedLots || desk.fixedSizeE8) {
        return std::nullopt;
    }
    Fault fault;
    fault.key = "desk.sizing";
    fault.what = "\"fixed_lots\" needs desk.fixed_size, what it trades each time";
    fault.hint = "as in fixed_size = \"10\"";
    if (const auto* place = given.placeOf(fault.key); place != nullptr) {
        fault.file = place->file;
        fault.line = place->line;
    }
    return fault;
}

void applySet(const std::string& set, Given& given, Faults& faults)
{
    const auto equals = set.find('=');
    Fault fault{"--set", 0, {}, {}, {}};
    if (equals == std::string::npos || equals == 0) {
        fault.what = omni::quoted(set) + " is not KEY=VALUE";
        fault.hint = "as in --set \"risk.daily_loss=1 %\"";
        faults.push_back(fault);
        return;
    }
    const std::string path = set.substr(0, equals);
    std::string_view value = std::string_view(set).substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
    }
    fault.key = path;
    constexpr std::string_view rates = "rates.";
    if (path.starts_with(rates)) {
        takeRate(std::string_view(path).substr(rates.size()), value, fault, given, faults);
        return;
    }
    if (path.starts_with("brokers.")) {
        takeBrokerSet(path, value, fault, given, faults);
        return;
    }
    const Key* key = keyOf(path);
    if (key == nullptr) {
        fault.what = "there is no such key";
        fault.hint = hintForKey(path);
        faults.push_back(fault);
        return;
    }
    takeText(*key, value, fault, given, faults);
}

} // namespace

std::string Fault::text() const
{
    std::string out = file;
    if (line > 0) {
        out += ':' + std::to_string(line);
    }
    for (const std::string& part : {key, what}) {
        if (!part.empty()) {
            out += (out.empty() ? "" : ": ") + part;
        }
    }
    return hint.empty() ? out : out + "; " + hint;
}

tl::expected<Loaded, Faults> load(std::span<const Layer> layers, std::span<const std::string> sets,
                                  std::span<const brokers::BrokerInfo* const> known)
{
    Given given;
    given.brokers = known;
    Faults faults;
    for (const Layer& layer : layers) {
        readLayer(layer, given, faults);
    }
    for (const std::string& set : sets) {
        applySet(set, given, faults);
    }
    if (faults.empty()) {
        for (const std::string& sentence : risk::faultsOf(given.settings.limits)) {
            faults.push_back(limitFault(sentence, given));
        }
        if (auto fault = sizeFault(given)) {
            faults.push_back(std::move(*fault));
        }
    }
    if (!faults.empty()) {
        return tl::unexpected(std::move(faults));
    }
    Loaded loaded{std::move(given.settings), {}};
    for (const Key& key : allKeys()) {
        if (given.placeOf(key.path) != nullptr) {
            loaded.named.push_back(key.path);
        }
    }
    return loaded;
}

tl::expected<std::optional<Layer>, Fault> layerFrom(const std::filesystem::path& file)
{
    const auto refuse = [&file](std::string what, std::string hint) {
        return tl::unexpected(Fault{file.string(), 0, {}, std::move(what), std::move(hint)});
    };
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        return std::nullopt;
    }
    if (error || !std::filesystem::is_regular_file(status)) {
        return refuse("is no ordinary file", "a configuration is a text file in TOML");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return refuse("cannot be opened", "its owner must be able to read it");
    }
    // Read at most one byte too many: what a file's size says may be out of date.
    std::string text(mostFileBytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) {
        return refuse("cannot be read", {});
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > mostFileBytes) {
        return refuse(fmt::format("is larger than {} bytes", mostFileBytes), "no configuration is that long");
    }
    return Layer{file.string(), std::move(text)};
}

std::vector<std::string_view> keepTighter(Loaded& loaded, const risk::Limits& before)
{
    std::vector<std::string_view> kept;
    for (const Key& key : allKeys()) {
        const bool isNamed = std::find(loaded.named.begin(), loaded.named.end(), key.path) != loaded.named.end();
        if (isNamed || key.table() != "risk") {
            continue;
        }
        Settings was;
        was.limits = before;
        Settings would = was;
        key.set(would, key.get(loaded.settings));
        if (!risk::isTighterOrEqual(would.limits, before)) {
            key.set(loaded.settings, key.get(was));
            kept.push_back(key.path);
        }
    }
    return kept;
}

std::string defaultFileText()
{
    std::string out
        = "# Configuration of this profile. Every key is shown with its default; take the # away to change it.\n"
          "# What has a unit is text with its unit (\"2 %\", \"30 s\", \"1.5 x\", \"64 MiB\"); a count is a plain "
          "number.\n"
          "# An unknown key, a wrong unit or a value outside its bounds is refused, and then nothing of the file "
          "counts.\n";
    const Settings defaults;
    std::string_view table;
    for (const Key& key : allKeys()) {
        if (key.table() != table) {
            table = key.table();
            out += fmt::format("\n[{}]\n", table);
        }
        out += fmt::format("# {}", key.meaning);
        if (key.kind == ValueKind::Choice) {
            out += fmt::format(" One of \"{}\".", fmt::join(key.words, "\", \""));
        } else if (key.kind != ValueKind::Switch && key.kind != ValueKind::Currency) {
            out += fmt::format(" {}.", boundsOf(key));
        }
        const auto value = key.kind == ValueKind::Currency ? "\"\"" : tomlText(key, key.get(defaults));
        out += fmt::format("\n#{} = {}\n", key.name(), value);
    }
    out += "\n# What one of the first currency is worth in the second, since when, and who says so. A rate is believed "
           "for a\n"
           "# day; without one of the base currency equity is unknown, and nothing new is opened.\n"
           "#[rates]\n#\"USDT/USD\" = \"0.9998 at 2024-08-08 from Kraken\"\n";
    for (const auto* info : brokers::allBrokers()) {
        out += fmt::format(
            "\n# {}, for run --broker {}. Keys come from the environment of the process, never from here."
            "\n#[brokers.{}]\n#environment = \"paper\"\n",
            info->title, info->key, info->key);
    }
    out += "\n# Strategies of a session for which none are named on the command line; one table each.\n"
           "#[[strategy]]\n#name = \"sma_cross\"\n#interval = \"1m\"\n#fast = 20\n#slow = 60\n";
    return out;
}

} // namespace omni::config
