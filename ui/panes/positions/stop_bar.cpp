#include "ui/panes/positions/stop_bar.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>

namespace omni::ui::positions {

std::optional<Money> resultAtStop(const Row& row, Ticks stop)
{
    if (!row.instrument) {
        return std::nullopt;
    }
    const auto entry = averagePrice(*row.instrument, row.view.position);
    const auto way = entry ? checkedDifference(stop.count, entry->count) : std::nullopt;
    const auto result
        = way ? market::notional(*row.instrument, Ticks{*way}, row.view.position.lots) : failure(Errc::Overflow, {});
    return result ? std::optional(*result) : std::nullopt;
}

StopBar::StopBar(const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_formats(formats)
    , m_label(plainLabel({}, TextRole::Label))
    , m_price(new PriceEdit(formats, tr("New stop price"), this))
    , m_note(plainLabel({}, TextRole::Value))
    , m_keep(new QPushButton)
    , m_move(new QPushButton)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    line->setSpacing(theme.px(8));
    m_price->setFixedWidth(theme.px(110));
    line->addWidget(m_label);
    line->addWidget(m_price);
    line->addWidget(m_note, 1);
    line->addWidget(m_keep);
    line->addWidget(m_move);
    setButtonKind(*m_move, ButtonKind::Primary);
    connect(m_price, &DecimalEdit::readingChanged, this, &StopBar::check);
    connect(m_keep, &QPushButton::clicked, this, &StopBar::close);
    connect(m_move, &QPushButton::clicked, this, [this] {
        if (const auto move = wish()) {
            emit asked(*move);
        }
    });
    retell();
    hide();
}

void StopBar::retell()
{
    m_move->setText(tr("Move stop…"));
    m_keep->setText(tr("Keep"));
    m_move->setAccessibleName(tr("Move stop…"));
    m_keep->setAccessibleName(tr("Keep the stop where it is"));
    m_price->setAccessibleName(tr("New stop price"));
}

void StopBar::open(const Row& row)
{
    m_row = row;
    m_label->setText(tr("Stop of %1").arg(outsideText(row.instrument->symbol, 64)));
    m_price->setInstrument(*row.instrument);
    m_price->setPrice(row.view.stop);
    show();
    check();
    m_price->setFocus();
    m_price->selectAll();
}

void StopBar::close()
{
    m_row.reset();
    hide();
    emit closed();
}

QString StopBar::fault() const
{
    const auto price = m_price->price();
    if (!m_row || !price) {
        return m_price->reading();
    }
    const bool isLong = m_row->view.position.lots.count > 0;
    if (m_row->view.mark && (isLong ? *price >= *m_row->view.mark : *price <= *m_row->view.mark)) {
        return isLong ? tr("The stop of a long position lies below the market.")
                      : tr("The stop of a short position lies above the market.");
    }
    return {};
}

std::optional<events::MoveStop> StopBar::wish() const
{
    const auto price = m_price->price();
    if (!m_row || !price || price == m_row->view.stop || !fault().isEmpty()) {
        return std::nullopt;
    }
    return events::MoveStop{m_row->view.stopOrder, *price};
}

QString StopBar::sentence() const
{
    const auto price = m_price->price();
    if (!m_row || !price || !m_row->view.stop) {
        return {};
    }
    const market::Instrument& instrument = *m_row->instrument;
    return tr("Move stop %1 → %2, result at stop %3 → %4.", "price, price, money, money")
        .arg(m_formats.price(instrument, m_row->view.stop), m_formats.price(instrument, price),
             m_formats.change(resultAtStop(*m_row, *m_row->view.stop)), m_formats.change(resultAtStop(*m_row, *price)));
}

void StopBar::check()
{
    const QString wrong = fault();
    const auto move = wish();
    m_move->setEnabled(move.has_value());
    m_move->setAccessibleDescription(wrong.isEmpty() ? sentence() : wrong);
    showText(*m_note, wrong.isEmpty() ? sentence() : wrong, wrong.isEmpty() ? TextRole::Label : TextRole::Danger);
}

void StopBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const auto move = wish(); move && !event->isAutoRepeat()) {
            emit asked(*move);
        }
    } else {
        QWidget::keyPressEvent(event);
    }
}

void StopBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
        check();
    }
}

} // namespace omni::ui::positions
