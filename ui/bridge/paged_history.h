// The rows of one history as a pane holds them: the newest page, kept up with the record, and older pages as they are
// asked for or read through to the end.
//
// Newest first and without holes. At most `Paging::most` rows are held (S26); `HistoryReach` says how far they reach,
// and what failed. A question that is on its way is dropped with its owner. UI thread only.

#pragma once

#include "ui/bridge/engine_link.h"

#include <QObject>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omni::ui {

struct Paging {
    std::uint32_t page = 2'000; ///< Rows asked for at once, in [1, 10'000].
    std::size_t most = 20'000; ///< Rows held.
    bool readsThrough = false; ///< Reads older pages without being asked, up to `most`.
};

struct HistoryReach {
    std::size_t rows = 0;
    bool hasAnswered = false;
    bool hasOlder = false; ///< Older rows exist that are not at hand.
    bool isFull = false; ///< And as many are at hand as are held.
    bool isReadingOlder = false;
    std::optional<Error> fault; ///< The newest rows did not come.
    std::optional<Error> olderFault; ///< Older ones did not.
    friend bool operator==(const HistoryReach& a, const HistoryReach& b)
    {
        const auto words = [](const std::optional<Error>& error) { return error ? error->detail : std::string(); };
        return a.rows == b.rows && a.hasAnswered == b.hasAnswered && a.hasOlder == b.hasOlder && a.isFull == b.isFull
            && a.isReadingOlder == b.isReadingOlder && a.fault.has_value() == b.fault.has_value()
            && a.olderFault.has_value() == b.olderFault.has_value() && words(a.fault) == words(b.fault)
            && words(a.olderFault) == words(b.olderFault);
    }
};

namespace paging {

template<class Row> struct QueryOf;
template<> struct QueryOf<views::FillRow> {
    using Query = views::FillsQuery;
};
template<> struct QueryOf<views::OrderRow> {
    using Query = views::OrdersQuery;
};
template<> struct QueryOf<views::ProposalRow> {
    using Query = views::ProposalsQuery;
};
template<> struct QueryOf<views::RoundTripRow> {
    using Query = views::RoundTripsQuery;
};
template<> struct QueryOf<views::NoteRow> {
    using Query = views::NotesQuery;
};
template<> struct QueryOf<views::AlertRow> {
    using Query = views::AlertsQuery;
};

/// Once there is a first page, what is new is a few rows.
inline constexpr std::uint32_t fewRows = 500;
inline constexpr Duration againAfter = milliseconds(200); ///< The history is a moment behind the desk.
inline constexpr Duration retryAfter = seconds(5);
/// A session that has just begun may still be making its history: so long its absence is no fault.
inline constexpr Duration startsWithin = seconds(15);

} // namespace paging

template<class Row> class PagedHistory
{
public:
    /// `changed` runs after each answer.
    PagedHistory(EngineLink& engine, Paging paging, std::function<void()> changed)
        : m_engine(engine)
        , m_paging(paging)
        , m_changed(std::move(changed))
    {
    }
    ~PagedHistory()
    {
        drop();
    }
    PagedHistory(const PagedHistory&) = delete;
    PagedHistory& operator=(const PagedHistory&) = delete;

    /// Newest first.
    [[nodiscard]] const std::deque<Row>& rows() const noexcept
    {
        return m_rows;
    }
    /// The answer at hand is from after `newest`.
    [[nodiscard]] bool knows(Sequence newest) const noexcept
    {
        return m_hasAnswered && m_upTo >= newest;
    }
    [[nodiscard]] HistoryReach reach() const
    {
        return {m_rows.size(),
                m_hasAnswered,
                m_hasOlder,
                m_hasOlder && isFull(),
                m_query != 0 && m_asks == Asks::Older,
                m_asks != Asks::Older && !isStarting() ? m_fault : std::nullopt,
                m_asks == Asks::Older ? m_fault : std::nullopt};
    }

    /// At each frame: asks where nothing was answered yet, where the answer at hand does not know `newest`, and again
    /// some seconds after a failure.
    void keepUp(Sequence newest)
    {
        if (m_query != 0 || (m_asked && m_engine.now() - *m_asked <= pause())) {
            return;
        }
        if (m_fault && (m_asks != Asks::Older || m_paging.readsThrough)) {
            retry();
        } else if (!knows(newest)) {
            ask(Asks::Newest);
        }
    }
    /// The next page. Nothing happens while one is on its way, or where there is none.
    void readOlder()
    {
        if (m_query == 0 && m_hasOlder && !isFull()) {
            ask(Asks::Older);
        }
    }
    /// Rows at hand are no longer as they were: all of them once more. They stay in sight until then.
    void readAnew()
    {
        if (m_hasAnswered) {
            drop();
            m_fresh.clear();
            ask(Asks::Anew);
        }
    }
    /// What failed, at once.
    void retry()
    {
        if (m_query == 0 && m_fault) {
            ask(m_asks);
        }
    }
    void clear()
    {
        drop();
        m_rows.clear();
        m_seqOf.clear();
        m_fresh.clear();
        m_fault.reset();
        m_asked.reset();
        m_first.reset();
        m_upTo = {};
        m_asks = Asks::Newest;
        m_hasAnswered = m_hasOlder = false;
    }

private:
    enum class Asks { Newest, Older, Anew };

    [[nodiscard]] bool isFull() const noexcept
    {
        return m_rows.size() >= m_paging.most;
    }
    [[nodiscard]] Duration pause() const noexcept
    {
        return m_fault && !isStarting() ? paging::retryAfter : paging::againAfter;
    }
    /// Nothing was answered yet, and what is missing is still being made.
    [[nodiscard]] bool isStarting() const noexcept
    {
        const bool isMissing = m_fault && m_fault->code == Errc::NotFound;
        return isMissing && !m_hasAnswered && m_first && m_engine.now() - *m_first < paging::startsWithin;
    }
    void drop()
    {
        if (m_query != 0) {
            m_engine.cancel(std::exchange(m_query, 0));
        }
    }

    void ask(Asks what)
    {
        m_asks = what;
        m_asked = m_engine.now();
        m_first = m_first ? m_first : m_asked;
        views::HistoryFilter filter;
        filter.most = m_paging.page;
        if (what == Asks::Newest && m_hasAnswered) {
            filter.most = std::min(filter.most, paging::fewRows);
        } else if (what == Asks::Older) {
            filter.before = m_rows.back().seq;
        } else if (what == Asks::Anew && !m_fresh.empty()) {
            filter.before = m_fresh.back().seq;
        }
        m_query = m_engine.ask(typename paging::QueryOf<Row>::Query{filter}, &m_life,
                               [this](const Result<views::HistoryPage>& page) { take(page); });
    }

    void take(const Result<views::HistoryPage>& page)
    {
        m_query = 0;
        const auto* rows = page ? std::get_if<std::vector<Row>>(&page->rows) : nullptr;
        if (rows == nullptr) {
            m_fault = page ? Error{Errc::Invalid, "it answered with other rows"} : page.error();
            m_changed();
            return;
        }
        m_fault.reset();
        switch (m_asks) {
        case Asks::Newest:
            takeNewest(*rows, page->upTo, page->more);
            break;
        case Asks::Older:
            m_rows.insert(m_rows.end(), rows->begin(), rows->end());
            m_hasOlder = page->more && !rows->empty();
            noteOlder(*rows);
            break;
        case Asks::Anew:
            takeAnew(*rows, page->upTo, page->more);
            break;
        }
        cut();
        if (m_query == 0 && m_paging.readsThrough) {
            readOlder();
        }
        m_changed();
    }

    void takeNewest(const std::vector<Row>& page, Sequence upTo, bool more)
    {
        m_hasAnswered = true;
        if (!more || page.empty() || m_rows.empty()) {
            m_upTo = upTo;
            m_rows.assign(page.begin(), page.end());
            m_hasOlder = more && !page.empty();
            m_seqOf.clear();
            noteOlder(m_rows);
            return;
        }
        const Sequence oldest = page.back().seq;
        if (oldest > m_rows.front().seq) { // between the two there may be others
            m_fresh.clear();
            takeAnew(page, upTo, more);
            return;
        }
        m_upTo = upTo;
        // Rows of the page take the place of those at hand that are as new; all older ones stay where they are, so
        // that a row costs what the page costs, and not the history.
        const auto rest = std::partition_point(m_rows.begin(), m_rows.end(),
                                               [oldest](const Row& row) { return row.seq >= oldest; });
        m_rows.erase(m_rows.begin(), rest);
        dropMoved(page);
        m_hasOlder = m_rows.empty() ? more : m_hasOlder;
        m_rows.insert(m_rows.begin(), page.begin(), page.end());
    }
    /// An order stands at its last change: one that has moved up leaves its old place.
    void dropMoved(const std::vector<Row>& page)
    {
        if constexpr (std::same_as<Row, views::OrderRow>) {
            for (const Row& row : page) {
                const auto at = m_seqOf.find(idOf(row));
                if (at == m_seqOf.end()) {
                    continue;
                }
                auto old = std::partition_point(m_rows.begin(), m_rows.end(),
                                                [&](const Row& one) { return one.seq > at->second; });
                while (old != m_rows.end() && old->seq == at->second) {
                    old = idOf(*old) == idOf(row) ? m_rows.erase(old) : old + 1;
                }
            }
            for (const Row& row : page) {
                m_seqOf.insert_or_assign(idOf(row), row.seq);
            }
        }
    }
    [[nodiscard]] static std::uint64_t idOf(const views::OrderRow& row) noexcept
    {
        return row.record.ticket.id.value;
    }
    /// Where each order stands, so that its old place is found without a search through all. `rows`: older than those
    /// that were noted before.
    template<class Rows> void noteOlder(const Rows& rows)
    {
        if constexpr (std::same_as<Row, views::OrderRow>) {
            for (const Row& row : rows) {
                m_seqOf.try_emplace(idOf(row), row.seq);
            }
        }
    }

    void takeAnew(const std::vector<Row>& page, Sequence upTo, bool more)
    {
        if (m_fresh.empty()) {
            m_freshUpTo = upTo;
        }
        m_fresh.insert(m_fresh.end(), page.begin(), page.end());
        if (more && !page.empty() && m_fresh.size() < std::max<std::size_t>(m_rows.size(), 1)) {
            ask(Asks::Anew);
            return;
        }
        const std::vector<Row> fresh = std::exchange(m_fresh, {});
        m_rows.assign(fresh.begin(), fresh.end());
        m_seqOf.clear();
        noteOlder(m_rows);
        m_upTo = m_freshUpTo;
        m_hasOlder = more && !page.empty();
    }
    void cut()
    {
        if (m_rows.size() > m_paging.most) {
            const auto from = m_rows.begin() + static_cast<std::ptrdiff_t>(m_paging.most);
            if constexpr (std::same_as<Row, views::OrderRow>) {
                std::for_each(from, m_rows.end(), [this](const Row& row) { m_seqOf.erase(idOf(row)); });
            }
            m_rows.erase(from, m_rows.end());
            m_hasOlder = true;
        }
    }

    EngineLink& m_engine;
    Paging m_paging;
    std::function<void()> m_changed;
    QObject m_life; ///< Answers come only while this lives.
    std::deque<Row> m_rows;
    std::unordered_map<std::uint64_t, Sequence> m_seqOf; ///< Of orders, by id; as many as `m_rows` has.
    std::vector<Row> m_fresh; ///< Of `Anew`, until all of it is there.
    std::optional<Error> m_fault; ///< Of the question `m_asks`.
    std::optional<Monotonic> m_asked, m_first; ///< The last question, and the first of all.
    Sequence m_upTo, m_freshUpTo;
    runtime::QueryId m_query = 0; ///< On its way; 0: none.
    Asks m_asks = Asks::Newest;
    bool m_hasAnswered = false, m_hasOlder = false;
};

} // namespace omni::ui
