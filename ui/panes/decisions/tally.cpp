#include "ui/panes/decisions/tally.h"

#include <QDateTime>

#include <algorithm>
#include <map>
#include <utility>

namespace omni::ui::decisions {

namespace {

int monthOf(Timestamp at, const QTimeZone& zone)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000, zone).date();
    return date.year() * 12 + date.month() - 1;
}

/// The lower of the two in the middle where they are even.
std::optional<Duration> medianOf(std::vector<Duration> times)
{
    if (times.empty()) {
        return std::nullopt;
    }
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

struct Counting {
    Tally tally;
    std::vector<Duration> times;

    void add(const views::ProposalRow& row)
    {
        const Duration taken = row.closed - row.at; // below zero: somebody has set the clock back, and it is not known
        const auto note = [&] {
            if (taken.ns >= 0) {
                times.push_back(taken);
            }
        };
        switch (*row.how) {
        case events::Closing::Approved:
            if (taken.ns >= 0 && taken < fastestPerson) {
                ++tally.byBudget;
            } else {
                ++tally.approved;
                note();
            }
            break;
        case events::Closing::Declined:
            ++tally.rejected;
            note();
            break;
        case events::Closing::Expired:
            ++tally.expired;
            break;
        case events::Closing::Withdrawn:
            ++tally.withdrawn;
            break;
        case events::Closing::Superseded:
        case events::Closing::Suppressed:
            return;
        }
        ++tally.proposals;
    }
};

} // namespace

std::optional<double> Tally::agreement() const noexcept
{
    return decided() >= leastForShare ? std::optional(static_cast<double>(approved) / decided()) : std::nullopt;
}

bool Tally::isStamp() const noexcept
{
    return agreement().value_or(0) > stampShare && median && *median < stampTime;
}

std::vector<Tally> talliesOf(const std::vector<views::ProposalRow>& rows, const QTimeZone& zone)
{
    std::map<std::pair<int, StrategyId>, Counting> counted;
    for (const views::ProposalRow& row : rows) {
        const bool counts
            = row.how && *row.how != events::Closing::Superseded && *row.how != events::Closing::Suppressed;
        if (counts) {
            counted[{-monthOf(row.closed, zone), row.made.proposal.strategy}].add(row);
        }
    }
    std::vector<Tally> tallies;
    for (auto& [key, one] : counted) {
        one.tally.month = -key.first;
        one.tally.strategy = key.second;
        one.tally.median = medianOf(std::move(one.times));
        tallies.push_back(one.tally);
    }
    return tallies;
}

} // namespace omni::ui::decisions
