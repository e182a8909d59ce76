// An audit record without files: it shows the rows that a test gives it, narrowed as they are asked for, and notes what
// was wished.

#pragma once

#include "core/host/runtime/audit/audit_link.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omni::testing {

class FakeAudit final : public runtime::AuditLink
{
public:
    std::vector<views::AuditRow> rows; ///< Newest first.
    views::AuditSight seen = views::AuditSight::All;
    std::string own = "person:101"; ///< What `Own` may see.
    std::optional<Error> fault; ///< Every question is answered with it.
    bool holdsAnswers = false;
    std::shared_ptr<const views::AuditTask> taskShown;
    std::vector<views::AuditQuery> asked;
    std::vector<runtime::AuditTaskWish> wishes;
    int givenUp = 0;

    /// A row above those that are there.
    void add(std::string person, std::string action, std::string object = {},
             views::AuditEnd end = views::AuditEnd::Done, std::string reason = {},
             views::AuditWay way = views::AuditWay::Window)
    {
        views::AuditRow row;
        row.seq = rows.empty() ? 1 : rows.front().seq + 1;
        row.at
            = Timestamp{1'795'899'600'000'000'000 + static_cast<std::int64_t>(row.seq) * 67'000'000'000}; // 28 Nov 2026
        row.person = std::move(person);
        row.action = std::move(action);
        row.object = std::move(object);
        row.end = end;
        row.reason = std::move(reason);
        row.way = way;
        row.mark = static_cast<std::uint32_t>(row.seq * 2'654'435'761U);
        rows.insert(rows.begin(), std::move(row));
    }

    [[nodiscard]] views::AuditSight sight() const override
    {
        return seen;
    }
    [[nodiscard]] std::uint64_t records() const override
    {
        return rows.empty() ? 0 : rows.front().seq;
    }
    [[nodiscard]] std::uint64_t ask(views::AuditQuery query) override
    {
        asked.push_back(query);
        const std::uint64_t id = asked.size();
        if (!holdsAnswers) {
            m_answers.push_back({id, answer(query)});
        }
        return id;
    }
    void cancel(std::uint64_t query) override
    {
        std::erase_if(m_answers, [query](const auto& each) { return each.query == query; });
    }
    [[nodiscard]] bool takeAnswer(runtime::AuditAnswer& out) override
    {
        if (m_answers.empty()) {
            return false;
        }
        out = std::move(m_answers.front());
        m_answers.pop_front();
        return true;
    }
    [[nodiscard]] bool wish(runtime::AuditTaskWish wish) override
    {
        wishes.push_back(std::move(wish));
        return true;
    }
    void giveUp() override
    {
        ++givenUp;
    }
    [[nodiscard]] std::shared_ptr<const views::AuditTask> task() const override
    {
        return taskShown;
    }

private:
    [[nodiscard]] Result<views::AuditPage> answer(const views::AuditQuery& query) const
    {
        if (seen == views::AuditSight::Nothing) {
            return failure(Errc::Denied, "no right");
        }
        if (fault) {
            return tl::unexpected(*fault);
        }
        views::AuditPage page;
        for (const auto& row : rows) {
            const bool isOfKind = query.kinds.empty()
                || std::ranges::any_of(query.kinds, [&row](const auto& kind) { return row.action.starts_with(kind); });
            const bool isOf = seen == views::AuditSight::Own ? row.person == own
                                                             : query.person.empty() || row.person == query.person;
            const bool isWorded
                = row.object.find(query.text) != std::string::npos || row.reason.find(query.text) != std::string::npos;
            if (isOfKind && isOf && isWorded && row.seq < query.below && row.seq > query.above && row.at >= query.from
                && row.at < query.until && page.rows.size() < query.most) {
                page.rows.push_back(row);
            }
        }
        page.more = page.rows.size() == query.most;
        return page;
    }

    std::deque<runtime::AuditAnswer> m_answers;
};

} // namespace omni::testing
