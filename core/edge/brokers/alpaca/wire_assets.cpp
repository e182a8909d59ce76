#include "core/edge/brokers/alpaca/wire_assets.h"

#include "core/edge/brokers/alpaca/json_fields.h"

#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t mostAssets = 20'000;
constexpr Decimal finestLot{1, -9};
constexpr std::int64_t largestLots = 10'000'000'000'000'000; // What the ledger of orders bears.

Result<AssetImage> assetWithin(const simdjson::dom::element& element)
{
    JsonFields fields(element);
    AssetImage asset;
    asset.symbol = fields.neededText("symbol");
    asset.name = fields.text("name");
    asset.assetClass = fields.neededText("class");
    asset.status = fields.text("status");
    asset.isTradable = fields.flag("tradable");
    asset.isFractionable = fields.flag("fractionable");
    asset.isShortable = fields.flag("shortable");
    asset.isLent = asset.isShortable && (!fields.find("easy_to_borrow") || fields.flag("easy_to_borrow"));
    asset.smallestOrder = fields.decimal("min_order_size");
    asset.sizeIncrement = fields.decimal("min_trade_increment");
    asset.priceIncrement = fields.decimal("price_increment");
    return fields.isSound() ? Result<AssetImage>(std::move(asset)) : tl::unexpected(fields.fault());
}

market::Instrument stockFrom(const AssetImage& asset, bool isBelowOne)
{
    market::Instrument instrument;
    instrument.quoteCurrency = "USD";
    instrument.tickSize = isBelowOne ? Decimal{1, -4} : Decimal{1, -2};
    instrument.sessions = market::Sessions::UsEquities;
    if (asset.isFractionable) {
        constexpr std::int64_t share = 1'000'000'000;
        instrument.lotSize = finestLot;
        instrument.step = Lots{share};
        instrument.smallest = Lots{1}; // parts of a share (market/parts.h)
        instrument.largest = Lots{largestLots};
    } else {
        instrument.lotSize = Decimal{1, 0};
        instrument.largest = Lots{10'000'000};
    }
    return instrument;
}

Result<market::Instrument> pairFrom(const AssetImage& asset)
{
    market::Instrument instrument;
    instrument.quoteCurrency = asset.symbol.substr(asset.symbol.find('/') + 1);
    instrument.baseCurrency = asset.symbol.substr(0, asset.symbol.find('/'));
    instrument.tickSize = asset.priceIncrement.value_or(finestLot);
    instrument.lotSize = finestLot;
    instrument.sessions = market::Sessions::AlwaysOpen;
    instrument.largest = Lots{largestLots};
    const auto countOf = [&](const std::optional<Decimal>& told) -> Result<Lots> {
        return told ? market::lotsFrom(instrument, *told) : Result<Lots>(Lots{1});
    };
    const auto step = countOf(asset.sizeIncrement);
    const auto smallest = countOf(asset.smallestOrder);
    if (!step || !smallest || step->count < 1 || smallest->count < 1) {
        return failure(Errc::Invalid, "the increments of " + omni::quoted(asset.symbol) + " are none");
    }
    instrument.step = *step;
    instrument.smallest = *smallest;
    return instrument;
}

} // namespace

Result<AssetImage> assetFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    return root ? assetWithin(*root) : tl::unexpected(root.error());
}

Result<std::vector<AssetImage>> assetsFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    simdjson::dom::array list;
    if (root->get(list) != simdjson::SUCCESS) {
        return failure(Errc::Invalid, "it is no list of assets");
    }
    std::vector<AssetImage> assets;
    for (const auto each : list) {
        auto asset = assetWithin(each);
        if (!asset) {
            return tl::unexpected(asset.error());
        }
        if (assets.size() == mostAssets) {
            return failure(Errc::Full, "the list of assets is too long");
        }
        assets.push_back(std::move(*asset));
    }
    return assets;
}

Result<ports::ListedInstrument> instrumentFrom(const AssetImage& asset, bool isBelowOne)
{
    const bool isPair = asset.assetClass == "crypto";
    if (!isPair && asset.assetClass != "us_equity") {
        return failure(Errc::Invalid, omni::quoted(asset.symbol) + " is of the kind " + omni::quoted(asset.assetClass));
    }
    if (isPair != isCrypto(asset.symbol)) {
        return failure(Errc::Invalid, omni::quoted(asset.symbol) + " is no name of its kind");
    }
    auto made = isPair ? pairFrom(asset) : Result<market::Instrument>(stockFrom(asset, isBelowOne));
    if (!made) {
        return tl::unexpected(made.error());
    }
    made->venue = venueName;
    made->symbol = asset.symbol;
    auto instrument = market::completed(std::move(*made));
    if (!instrument) {
        return tl::unexpected(instrument.error());
    }
    ports::ListedInstrument listed;
    listed.instrument = std::move(*instrument);
    listed.name = asset.name;
    listed.baseCurrency = listed.instrument.baseCurrency;
    listed.isTradable = asset.isTradable && asset.status == "active";
    listed.isFractional = asset.isFractionable;
    listed.isShortable = asset.isShortable && !isPair;
    return listed;
}

} // namespace omni::brokers::alpaca
