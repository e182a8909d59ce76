// The rows of the audit record as the pane holds them: the newest page, kept up with the record, and older pages as
// they are asked for. Newest first, without holes; at most `most` are held (S26). UI thread.

#pragma once

#include "core/host/runtime/audit/audit_link.h"
#include "ui/bridge/paged_history.h"

#include <deque>
#include <functional>
#include <optional>

namespace omni::ui::audit {

class Rows
{
public:
    static constexpr std::uint32_t page = 500;
    static constexpr std::size_t most = 20'000;

    /// `link` may be null: then there is nothing. `changed` runs after each answer.
    Rows(runtime::AuditLink* link, std::function<void()> changed)
        : m_link(link)
        , m_changed(std::move(changed))
    {
    }
    ~Rows();
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    [[nodiscard]] const std::deque<views::AuditRow>& all() const noexcept
    {
        return m_rows;
    }
    [[nodiscard]] HistoryReach reach() const;
    [[nodiscard]] const views::AuditQuery& query() const noexcept
    {
        return m_query;
    }
    /// Narrows to it (`below`, `above` and `most` are not looked at): what was shown is void.
    void narrow(views::AuditQuery query);
    /// At each frame: takes answers, and asks where the record has got further.
    void keepUp(Monotonic now);
    void readOlder();
    void retry();

private:
    enum class Asks { Newest, Older };
    void ask(Asks what);
    void take(const Result<views::AuditPage>& page);
    void drop();

    runtime::AuditLink* m_link;
    std::function<void()> m_changed;
    views::AuditQuery m_query;
    std::deque<views::AuditRow> m_rows;
    std::optional<Error> m_fault;
    std::optional<Monotonic> m_askedAt;
    Monotonic m_now;
    std::uint64_t m_asked = 0; ///< The question on its way; 0: none.
    std::uint64_t m_upTo = 0; ///< Records that there were when the newest were asked for.
    std::uint64_t m_searched = 0; ///< Up to there nothing is missing, whatever was found.
    Asks m_asks = Asks::Newest;
    bool m_hasAnswered = false, m_hasOlder = false;
};

} // namespace omni::ui::audit
