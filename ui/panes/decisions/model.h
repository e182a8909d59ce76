// Tallies of decisions as rows of a table.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "ui/panes/decisions/tally.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

namespace omni::ui::decisions {

struct Row {
    std::uint64_t key = 0; ///< Of month and strategy.
    QString month; ///< "2025-10": read alike everywhere.
    QString strategy;
    int order = 0; ///< The month as a number.
    int proposals = 0, approved = 0, rejected = 0, withoutPerson = 0, expired = 0, withdrawn = 0;
    std::optional<double> agreement;
    int decided = 0;
    std::optional<Duration> median;
    bool isStamp = false;
    friend bool operator==(const Row&, const Row&) = default;
};

[[nodiscard]] Row rowOf(const Tally& tally, const views::DeskSnapshot& desk);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex {
        Month,
        Strategy,
        Proposals,
        Approved,
        Rejected,
        Expired,
        Agreement,
        Median,
        WithoutPerson,
        Withdrawn
    };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
};

} // namespace omni::ui::decisions
