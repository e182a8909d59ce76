// A way to real money without files: it shows what a test gives it and notes what was wished, with its secrets.

#pragma once

#include "core/host/runtime/live_money/live_link.h"

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace omni::testing {

/// Everything is there, and nobody has granted it.
[[nodiscard]] inline views::LiveStanding earnedStanding(std::string broker)
{
    views::LiveStanding standing;
    standing.account = broker + "-live";
    standing.broker = std::move(broker);
    for (int i = 0; i < views::liveNeedCount; ++i) {
        views::LiveLine line;
        line.need = static_cast<views::LiveNeed>(i);
        line.isMet = true;
        line.have = line.wanted = 5;
        standing.lines.push_back(std::move(line));
    }
    standing.accountLetters = 4;
    return standing;
}

class FakeLive final : public runtime::LiveLink
{
public:
    views::GoingLive shown; ///< `settled` rises by itself unless `holds`.
    bool holds = false; ///< Wishes stay busy until `settle`.
    std::optional<views::LiveFailure> failsWith; ///< The next ones do.
    std::vector<runtime::LiveWish> wishes;
    int looks = 0;

    [[nodiscard]] std::shared_ptr<const views::GoingLive> view() const override
    {
        return std::make_shared<const views::GoingLive>(shown);
    }
    void look() override
    {
        ++looks;
    }
    [[nodiscard]] std::uint64_t wish(runtime::LiveWish wish) override
    {
        wishes.push_back(std::move(wish));
        shown.isBusy = true;
        if (!holds) {
            settle();
        }
        return wishes.size();
    }
    void settle()
    {
        shown.isBusy = false;
        shown.settled = wishes.size();
        shown.failure = failsWith;
    }
    template<class Wish> [[nodiscard]] const Wish* last() const
    {
        return wishes.empty() ? nullptr : std::get_if<Wish>(&wishes.back());
    }
};

} // namespace omni::testing
