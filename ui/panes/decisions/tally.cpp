#include "ui/panes/decisions/tally.h"

#include "core/desk/events/principals.h"

#include <QDateTime>

#include <algorithm>
#include <map>
#include <utility>

namespace omni::ui::decisions {

namespace {

/// Months of moments; those that lie beside each other are seldom of two.
class Months
{
public:
    explicit Months(const QTimeZone& zone)
        : m_zone(zone)
    {
    }
    [[nodiscard]] int of(Timestamp at)
    {
        const qint64 ms = at.ns / 1'000'000;
        if (ms < m_begin || ms >= m_end) {
            const QDate date = QDateTime::fromMSecsSinceEpoch(ms, m_zone).date();
            const QDate first(date.year(), date.month(), 1);
            m_begin = first.startOfDay(m_zone).toMSecsSinceEpoch();
            m_end = first.addMonths(1).startOfDay(m_zone).toMSecsSinceEpoch();
            m_month = date.year() * 12 + date.month() - 1;
        }
        return m_month;
    }

private:
    QTimeZone m_zone;
    qint64 m_begin = 0, m_end = 0; ///< [begin, end) of the month in hand.
    int m_month = 0;
};

/// A budget approves in the same moment in which it is proposed; a person's word comes later.
bool isByPerson(const views::ProposalRow& row) noexcept
{
    return events::isPerson(row.by) && row.closed != row.at;
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
            if (!isByPerson(row)) {
                ++tally.withoutPerson;
            } else {
                ++tally.approved;
                note();
            }
            break;
        case events::Closing::Declined:
            if (!isByPerson(row)) {
                ++tally.withoutPerson;
            } else {
                ++tally.rejected;
                note();
            }
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

std::vector<Tally> talliesOf(const std::deque<views::ProposalRow>& rows, const QTimeZone& zone, bool isCut)
{
    std::map<std::pair<int, StrategyId>, Counting> counted;
    Months months(zone);
    for (const views::ProposalRow& row : rows) {
        const bool counts
            = row.how && *row.how != events::Closing::Superseded && *row.how != events::Closing::Suppressed;
        if (counts) {
            counted[{-months.of(row.closed), row.made.proposal.strategy}].add(row);
        }
    }
    if (isCut && !counted.empty()) {
        const int oldest = counted.rbegin()->first.first;
        std::erase_if(counted, [oldest](const auto& one) { return one.first.first == oldest; });
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
