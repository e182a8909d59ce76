#include "core/host/runtime/paper/paper_name.h"

#include "core/edge/sandbox/exchange/listing.h"
#include "core/host/config/broker_settings.h"

#include <algorithm>

namespace omni::runtime {

std::optional<PaperFace> paperFaceOf(std::string_view name) noexcept
{
    if (!meansPaperExchange(name)) {
        return std::nullopt;
    }
    const auto broker = name.substr(config::paperPrefix.size());
    const auto* const found = std::find_if(allPaperFaces.begin(), allPaperFaces.end(),
                                           [broker](PaperFace face) { return brokerKeyOf(face) == broker; });
    return found != allPaperFaces.end() ? std::optional(*found) : std::nullopt;
}

bool meansPaperExchange(std::string_view name) noexcept
{
    return name.starts_with(config::paperPrefix);
}

std::string nameOf(PaperFace face)
{
    return std::string(config::paperPrefix) + std::string(brokerKeyOf(face));
}

std::string_view brokerKeyOf(PaperFace face) noexcept
{
    switch (face) {
    case PaperFace::Alpaca:
        return "alpaca";
    case PaperFace::Binance:
        return "binance";
    }
    return {};
}

std::vector<std::string> symbolsOf(PaperFace face)
{
    std::vector<std::string> out;
    for (const auto& listed : face == PaperFace::Alpaca ? sandbox::builtInShares() : sandbox::builtInCoins()) {
        out.emplace_back(listed.profile.symbol);
    }
    return out;
}

std::string allPaperNames()
{
    std::string out;
    for (const PaperFace face : allPaperFaces) {
        out += (out.empty() ? "" : ", ") + nameOf(face);
    }
    return out;
}

} // namespace omni::runtime
