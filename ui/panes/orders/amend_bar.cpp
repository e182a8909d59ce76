#include "ui/panes/orders/amend_bar.h"

#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/veil.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace omni::ui::orders_pane {

AmendBar::AmendBar(const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_formats(formats)
    , m_head(plainLabel({}, TextRole::Section))
    , m_note(plainLabel({}, TextRole::Danger))
    , m_send(new QPushButton)
    , m_keep(new QPushButton)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    line->setSpacing(theme.px(8));
    line->addWidget(m_head);
    m_size = addField();
    veil(*m_size.edit, m_formats);
    m_limit = addField();
    m_stop = addField();
    for (const Field& field : {m_size, m_limit, m_stop}) {
        field.edit->setFixedWidth(theme.px(96));
        line->addWidget(field.label);
        line->addWidget(field.edit);
    }
    line->addWidget(m_note, 1);
    line->addWidget(m_keep);
    line->addWidget(m_send);
    setButtonKind(*m_send, ButtonKind::Primary);
    connect(m_send, &QPushButton::clicked, this, &AmendBar::send);
    connect(m_keep, &QPushButton::clicked, this, &AmendBar::close);
    retell();
    hide();
}

AmendBar::Field AmendBar::addField()
{
    Field field{plainLabel({}, TextRole::Caption), new QLineEdit};
    connect(field.edit, &QLineEdit::textChanged, this, &AmendBar::check);
    return field;
}

void AmendBar::retell()
{
    m_size.label->setText(tr("Quantity"));
    m_limit.label->setText(tr("Limit"));
    m_stop.label->setText(tr("Trigger"));
    for (const Field& field : {m_size, m_limit, m_stop}) {
        field.edit->setAccessibleName(tr("New %1").arg(field.label->text()));
    }
    m_send->setText(tr("Amend"));
    m_keep->setText(tr("Keep"));
    m_send->setAccessibleName(tr("Amend the order"));
    m_keep->setAccessibleName(tr("Keep the order as it is"));
}

void AmendBar::open(const orders::OrderRecord& record, const market::Instrument& instrument)
{
    m_record = record;
    m_instrument = instrument;
    m_head->setText(Words::order(record.ticket, &instrument, m_formats));
    const auto fill = [&](const Field& field, const std::optional<QString>& text) {
        field.label->setVisible(text.has_value());
        field.edit->setVisible(text.has_value());
        field.edit->setText(editable(text.value_or(QString()), m_formats.locale));
    };
    const auto price = [&](std::optional<Ticks> ticks) {
        return ticks ? std::optional(m_formats.price(instrument, ticks)) : std::nullopt;
    };
    fill(m_size,
         record.ticket.notional ? std::nullopt
                                : std::optional(m_formats.unveiled().quantity(instrument, record.ticket.size)));
    fill(m_limit, price(record.ticket.limit));
    fill(m_stop, price(record.ticket.stop));
    show();
    check();
    (record.ticket.limit ? m_limit : record.ticket.stop ? m_stop : m_size).edit->setFocus();
}

void AmendBar::close()
{
    m_record.reset();
    hide();
    emit closed();
}

std::optional<Ticks> AmendBar::typedPrice(const QLineEdit& edit) const
{
    const auto number = typedNumber(edit.text(), m_formats.locale);
    const auto ticks = number ? market::ticksFrom(*m_instrument, *number) : failure(Errc::Invalid, {});
    return ticks && ticks->count > 0 ? std::optional(*ticks) : std::nullopt;
}

std::optional<Lots> AmendBar::typedSize() const
{
    const auto number = typedNumber(m_size.edit->text(), m_formats.locale);
    const auto lots = number ? market::lotsFrom(*m_instrument, *number) : failure(Errc::Invalid, {});
    const bool isGood = lots && *lots > m_record->filled && lots->count % m_instrument->step.count == 0;
    return isGood ? std::optional(*lots) : std::nullopt;
}

std::optional<events::ReplaceOrder> AmendBar::wish() const
{
    if (!m_record) {
        return std::nullopt;
    }
    const orders::OrderTicket& ticket = m_record->ticket;
    events::ReplaceOrder wish{ticket.id, {}, {}, {}};
    const auto take = [](auto typed, auto now, auto& into) {
        if (!typed) {
            return false;
        }
        if (typed != now) {
            into = typed;
        }
        return true;
    };
    const bool isGood = (ticket.notional || take(typedSize(), std::optional(ticket.size), wish.size))
        && (!ticket.limit || take(typedPrice(*m_limit.edit), ticket.limit, wish.limit))
        && (!ticket.stop || take(typedPrice(*m_stop.edit), ticket.stop, wish.stop));
    const bool isChange = wish.size || wish.limit || wish.stop;
    return isGood && isChange ? std::optional(wish) : std::nullopt;
}

/// How what was typed is understood: "0,012" is not 12.
QString AmendBar::reading(const events::ReplaceOrder& wish) const
{
    QStringList parts;
    const auto add = [&parts](const Field& field, const QString& value) {
        parts << tr("%1 = %2", "a field, how its number was read").arg(field.label->text(), value);
    };
    if (wish.size) {
        add(m_size, m_formats.quantity(*m_instrument, *wish.size));
    }
    if (wish.limit) {
        add(m_limit, m_formats.price(*m_instrument, wish.limit));
    }
    if (wish.stop) {
        add(m_stop, m_formats.price(*m_instrument, wish.stop));
    }
    return parts.join(QStringLiteral(" · "));
}

void AmendBar::check()
{
    if (!m_record) {
        return;
    }
    QString fault;
    const auto judge = [&](const Field& field, bool isShown, bool isGood, const QString& text) {
        setFaulty(*field.edit, isShown && !isGood);
        if (isShown && !isGood && fault.isEmpty()) {
            const QString typed = field.edit->text().trimmed();
            const QString unread = typed.isEmpty() ? QString() : m_formats.told(typedFault(typed, m_formats.locale));
            fault = unread.isEmpty() ? text : unread;
        }
    };
    const QString tick = m_formats.price(*m_instrument, Ticks{1});
    judge(m_size, !m_record->ticket.notional, typedSize().has_value(),
          tr("The quantity must be above what is filled, in steps of %1.")
              .arg(m_formats.marketSize(*m_instrument, m_instrument->step)));
    judge(m_limit, m_record->ticket.limit.has_value(), typedPrice(*m_limit.edit).has_value(),
          tr("The limit does not fit the %1 tick.").arg(tick));
    judge(m_stop, m_record->ticket.stop.has_value(), typedPrice(*m_stop.edit).has_value(),
          tr("The trigger does not fit the %1 tick.").arg(tick));
    const auto wanted = wish();
    m_note->setText(wanted ? reading(*wanted) : fault);
    setTextRole(*m_note, wanted ? TextRole::Label : TextRole::Danger);
    m_send->setEnabled(wanted.has_value());
    m_send->setAccessibleDescription(fault.isEmpty() && !wanted ? tr("Nothing is changed yet.") : m_note->text());
}

void AmendBar::send()
{
    if (const auto what = wish()) {
        close();
        emit asked(*what);
    }
}

void AmendBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !event->isAutoRepeat()) {
        send();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void AmendBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
        check();
    }
}

} // namespace omni::ui::orders_pane
