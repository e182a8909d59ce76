#include "ui/widgets/decimal_edit.h"

#include "core/base/wide_int.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/veil.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>

namespace omni::ui {

namespace {

/// The multiples of `unit` just below and above `value`, as counts; none when they do not fit.
std::optional<std::int64_t> flooredCount(Decimal value, Decimal unit)
{
    const Decimal v = normalised(value);
    const Decimal u = normalised(unit);
    const int shift = v.exponent - u.exponent;
    Int128 dividend = v.mantissa, divisor = u.mantissa;
    for (int i = 0; i < (shift < 0 ? -shift : shift); ++i) {
        const auto wider = checkedProduct(shift < 0 ? divisor : dividend, 10);
        if (!wider) {
            return std::nullopt;
        }
        (shift < 0 ? divisor : dividend) = *wider;
    }
    return narrowed(dividedDown(dividend, divisor));
}

} // namespace

DecimalEdit::DecimalEdit(const Formats& formats, const QString& name, QWidget* parent)
    : QLineEdit(parent)
    , m_formats(formats)
{
    setAccessibleName(name);
    setAlignment(Qt::AlignRight);
    setMaxLength(40);
    connect(this, &QLineEdit::textChanged, this, [this] { read(); });
}

void DecimalEdit::setInstrument(const market::Instrument& instrument)
{
    const bool isOther
        = !m_instrument || m_instrument->id != instrument.id || m_instrument->version != instrument.version;
    m_instrument = instrument;
    if (isOther) {
        clear();
        read();
    }
}

void DecimalEdit::setCount(std::optional<std::int64_t> count)
{
    setText(count ? editable(shown(*count, m_formats.unveiled()), m_formats.locale) : QString());
}

void DecimalEdit::read()
{
    const QString typed = text().trimmed();
    const auto before = m_count;
    const QString saidBefore = m_reading;
    m_count.reset();
    m_reading.clear();
    if (!typed.isEmpty() && m_instrument) {
        QString fault;
        if (const auto value = typedNumber(typed, m_formats.locale)) {
            m_count = countOf(*value, fault);
        } else {
            fault = spoken(typedFault(typed, m_formats.locale));
        }
        m_reading = m_count ? tr("= %1", "how a typed number was read").arg(shown(*m_count, m_formats)) : fault;
    }
    setFaulty(*this, !typed.isEmpty() && !m_count);
    setAccessibleDescription(m_reading);
    setToolTip(tipText(m_reading));
    if (before != m_count || saidBefore != m_reading) {
        emit readingChanged();
    }
}

void DecimalEdit::step(int steps)
{
    if (isReadOnly() || !m_count) {
        return;
    }
    setCount(stepped(*m_count, steps));
    selectAll();
}

void DecimalEdit::keyPressEvent(QKeyEvent* event)
{
    const int size = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    if (event->key() == Qt::Key_Up) {
        step(size);
    } else if (event->key() == Qt::Key_Down) {
        step(-size);
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void DecimalEdit::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // a price must not change because a page was scrolled
}

void DecimalEdit::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        read();
    }
}

std::optional<std::int64_t> PriceEdit::countOf(Decimal value, QString& fault) const
{
    const auto ticks = market::ticksFrom(*m_instrument, value);
    if (ticks) {
        return ticks->count;
    }
    const QString typed = text().trimmed();
    const auto below = flooredCount(value, m_instrument->tickSize);
    if (ticks.error().code == Errc::Overflow || !below) {
        fault = tr("%1 is too large.").arg(typed);
        return std::nullopt;
    }
    const auto typable = [this](std::int64_t count) { return editable(shown(count, m_formats), m_formats.locale); };
    fault = tr("%1 does not fit the %2 tick. Use %3 or %4.", "price, tick, price below, price above")
                .arg(typed, shown(1, m_formats), typable(*below), typable(*below + 1));
    return std::nullopt;
}

QString PriceEdit::shown(std::int64_t count, const Formats& formats) const
{
    return m_instrument ? formats.price(*m_instrument, Ticks{count}) : QString();
}

std::int64_t PriceEdit::stepped(std::int64_t count, int steps) const
{
    return checkedSum(count, steps).value_or(count);
}

SizeEdit::SizeEdit(const Formats& formats, const QString& name, QWidget* parent)
    : DecimalEdit(formats, name, parent)
{
    veil(*this, formats);
}

QString SizeEdit::spoken(const QString& typed) const
{
    return m_formats.told(typed);
}

std::optional<std::int64_t> SizeEdit::countOf(Decimal value, QString& fault) const
{
    const QString typed = spoken(text().trimmed());
    const market::Instrument& i = *m_instrument;
    const auto lots = market::lotsFrom(i, value);
    const bool fits = lots && *lots >= i.smallest && *lots <= i.largest && lots->count % i.step.count == 0;
    if (fits) {
        return lots->count;
    }
    if ((lots && *lots < i.smallest) || value.mantissa <= 0) {
        fault = tr("%1 is below the smallest size, %2.").arg(typed, m_formats.marketSize(i, i.smallest));
    } else if ((lots && *lots > i.largest) || (!lots && lots.error().code == Errc::Overflow)) {
        fault = tr("%1 is above the largest size, %2.").arg(typed, m_formats.marketSize(i, i.largest));
    } else {
        const auto floor = flooredCount(value, i.lotSize).value_or(i.smallest.count);
        const std::int64_t below = std::max(i.smallest.count, floor - floor % i.step.count);
        const auto typable = [this](std::int64_t count) { return editable(shown(count, m_formats), m_formats.locale); };
        fault = tr("%1 does not fit steps of %2. Use %3 or %4.", "size, step, size below, size above")
                    .arg(typed, m_formats.marketSize(i, i.step), typable(below),
                         typable(std::min(i.largest.count, below + i.step.count)));
    }
    return std::nullopt;
}

QString SizeEdit::shown(std::int64_t count, const Formats& formats) const
{
    return m_instrument ? formats.quantity(*m_instrument, Lots{count}) : QString();
}

std::int64_t SizeEdit::stepped(std::int64_t count, int steps) const
{
    const market::Instrument& i = *m_instrument;
    const auto next = checkedSum(count, i.step.count * steps).value_or(count);
    return std::clamp(next, i.smallest.count, i.largest.count);
}

} // namespace omni::ui
