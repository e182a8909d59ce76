#include "core/host/simulate/wild_strategy.h"

#include "core/base/seeded_random.h"

#include <stdexcept>

namespace omni::simulate {

namespace {

class WildStrategy final : public strategy::Strategy
{
public:
    WildStrategy(std::uint64_t seed, bool throwsSometimes, bool runsAway) noexcept
        : m_seed(seed)
        , m_throwsSometimes(throwsSometimes)
        , m_runsAway(runsAway)
    {
    }

    void onBar(const market::Bar& bar, const strategy::View& view, std::vector<strategy::Proposal>& out) override
    {
        SeededRandom random(m_seed ^ static_cast<std::uint64_t>(bar.closedAt.ns) ^ bar.instrument.value << 56U);
        if (m_throwsSometimes && random.below(200) == 0) {
            throw std::runtime_error("as the dice say");
        }
        if (m_runsAway && view.position.count != 0 && m_seed % 4 != 0) {
            return out.push_back(wish(bar, strategy::Intent::Exit, view.position.count > 0 ? Side::Sell : Side::Buy));
        }
        if (m_runsAway) {
            return out.push_back(onceMore(bar, view, random));
        }
        if (view.position.count != 0 && random.below(6) == 0) {
            out.push_back(wish(bar, strategy::Intent::Exit, view.position.count > 0 ? Side::Sell : Side::Buy));
        }
        if (random.below(3) == 0 && (!view.entryPending || random.below(4) == 0)) {
            enter(bar, random, out);
        }
    }
    /// Now and then the next wish comes with a fill, when nobody has counted yet what it has cost.
    void onFill(const orders::Fill& fill, const strategy::View& view, std::vector<strategy::Proposal>& out) override
    {
        SeededRandom random(m_seed ^ fill.id.value);
        if (m_throwsSometimes && random.below(300) == 0) {
            throw std::runtime_error("as the dice say");
        }
        market::Bar bar;
        bar.instrument = fill.instrument;
        bar.close = fill.price;
        if (m_runsAway) {
            out.push_back(onceMore(bar, view, random));
        } else if (random.below(3) == 0) {
            enter(bar, random, out);
        }
    }
    void save(ByteWriter&) const override { }
    [[nodiscard]] Result<void> load(ByteReader&) override
    {
        return {};
    }

private:
    static strategy::Proposal wish(const market::Bar& bar, strategy::Intent intent, Side side)
    {
        strategy::Proposal proposal;
        proposal.instrument = bar.instrument;
        proposal.intent = intent;
        proposal.side = side;
        proposal.reference = bar.close;
        proposal.because("dice", 1, 1);
        return proposal;
    }
    /// About as little as the venue takes.
    [[nodiscard]] strategy::Proposal onceMore(const market::Bar& bar, const strategy::View& view,
                                              SeededRandom& random) const
    {
        const Side side = m_seed % 2 == 0 ? Side::Buy : Side::Sell;
        auto proposal = wish(bar, strategy::Intent::Enter, side);
        proposal.stop = Ticks{bar.close.count - signOf(side) * (bar.close.count / 80)};
        const std::int64_t least = view.instrument.smallestValue.e8 > 0 ? 60 : 1;
        proposal.size = Lots{view.instrument.step.count * least * random.between(1, 5)};
        return proposal;
    }
    static void enter(const market::Bar& bar, SeededRandom& random, std::vector<strategy::Proposal>& out)
    {
        const Side side = random.below(2) == 0 ? Side::Buy : Side::Sell;
        auto proposal = wish(bar, strategy::Intent::Enter, side);
        const std::int64_t sign = signOf(side);
        const std::int64_t share = bar.close.count / 1'000;
        if (random.below(8) != 0) {
            const std::int64_t distance = share * random.between(random.below(20) == 0 ? -2 : 1, 25);
            proposal.stop = Ticks{bar.close.count - sign * distance};
        }
        if (random.below(2) == 0) {
            proposal.target = Ticks{bar.close.count + sign * share * random.between(1, 50)};
        }
        if (random.below(3) == 0) {
            proposal.limit = Ticks{bar.close.count - sign * share * random.between(-2, 6)};
        }
        if (random.below(4) == 0) {
            proposal.size = Lots{random.below(8) == 0 ? random.between(0, 5'000) : random.between(1, 30)};
        }
        out.push_back(proposal);
    }

    std::uint64_t m_seed;
    bool m_throwsSometimes;
    bool m_runsAway;
};

std::uint64_t seedOf(std::uint64_t seed, const std::string& text)
{
    for (const char c : text) {
        seed = (seed ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3ULL; // FNV-1a's step
    }
    return seed;
}

} // namespace

engine::Engine::MakeStrategy wildStrategies(std::uint64_t seed, bool throwsSometimes, bool runsAway)
{
    return
        [seed, throwsSometimes, runsAway](const strategy::StrategySpec& spec) -> std::unique_ptr<strategy::Strategy> {
            if (spec.info->key == "sma_cross") {
                return spec.info->make(spec.values);
            }
            return std::make_unique<WildStrategy>(seedOf(seed, spec.text()), throwsSometimes, runsAway);
        };
}

} // namespace omni::simulate
