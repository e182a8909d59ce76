// What happened, one line each, in words: inputs and decisions as the journal has them, market data left out.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/events/fact.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

namespace omni::ui::log {

struct Row {
    std::uint64_t key = 0; ///< Rises with each line.
    Timestamp at;
    std::uint64_t seq = 0; ///< Of the journal.
    events::AlertLevel level = events::AlertLevel::Info;
    bool isDecision = false; ///< Decided by the desk; else it came from outside.
    QString text, veiled; ///< As it is, and as streamer mode shows it.
    friend bool operator==(const Row&, const Row&) = default;
};

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Time, Level, Part, Text, Number };
    static constexpr std::size_t mostRows = 5'000;

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] const QString& textOf(const Row& row) const;
};

/// How loud a line is: refusals, denials, latches and trips are no plain news.
[[nodiscard]] events::AlertLevel levelOf(const events::Fact& fact) noexcept;

} // namespace omni::ui::log
