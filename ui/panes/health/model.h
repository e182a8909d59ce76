// What works, what does not, since when: the parts of the program as they tell it themselves.

#pragma once

#include "core/desk/views/connection.h"
#include "core/desk/views/health.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <span>
#include <string>

namespace omni::ui::health {

struct Row {
    std::uint64_t key = 0; ///< Place in the list: parts keep theirs.
    views::PartHealth part;
    friend bool operator==(const Row& a, const Row& b)
    {
        return a.key == b.key && a.part.name == b.part.name && a.part.state == b.part.state
            && a.part.since == b.part.since && a.part.detail == b.part.detail && a.part.dataAge == b.part.dataAge
            && a.part.perSecond == b.part.perSecond && a.part.p50 == b.part.p50 && a.part.p95 == b.part.p95;
    }
};

/// The parts of the program, then the lines to the session's broker; `connection` null: it has none.
[[nodiscard]] std::vector<Row> rowsOf(const views::Health& health, const views::Connection* connection = nullptr);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Name, State, Age, Rate, P50, P95, Since, Detail };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;
    /// "feed" as "Market data"; an unknown name as it is.
    [[nodiscard]] static QString partName(const std::string& name);

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] QString milliseconds(const std::optional<Duration>& span) const;
};

} // namespace omni::ui::health
