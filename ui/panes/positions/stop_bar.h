// Moves the stop of a position: a field, what the move means in money, and a button that asks in full words.

#pragma once

#include "core/desk/events/command.h"
#include "ui/panes/positions/model.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace omni::ui {
class PriceEdit;
}

namespace omni::ui::positions {

/// Loss from the mark to `stop` over the lots that are held: below zero it loses. None: no mark, or it does not fit.
[[nodiscard]] std::optional<Money> resultAtStop(const Row& row, Ticks stop);

class StopBar final : public QWidget
{
    Q_OBJECT

public:
    StopBar(const Theme& theme, const Formats& formats, QWidget* parent);

    /// `row` has a working stop and an instrument.
    void open(const Row& row);
    void close();
    /// None while what is typed is no price, is the old one, or lies on the wrong side of the market.
    [[nodiscard]] std::optional<events::MoveStop> wish() const;
    /// "Move stop 179.10 → 178.40, at stop −198.00 → −240.00."
    [[nodiscard]] QString sentence() const;

signals:
    void asked(const omni::events::MoveStop& wish);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retell();
    void check();
    [[nodiscard]] QString fault() const;

    const Formats& m_formats;
    std::optional<Row> m_row;
    QLabel* m_label;
    PriceEdit* m_price;
    QLabel* m_note;
    QPushButton* m_keep;
    QPushButton* m_move;
};

} // namespace omni::ui::positions
