// Fields for a price and a size of an instrument: exact, checked while typing, and they say how a number was read.
//
// Up and Down step by one tick or one step of lots. No double anywhere: the text becomes a Decimal and then a count.

#pragma once

#include "ui/widgets/formats.h"

#include <QLineEdit>

#include <optional>

namespace omni::ui {

/// What both have in common.
class DecimalEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// `name`: what a screen reader calls it ("Limit price"). `formats` outlives it.
    DecimalEdit(const Formats& formats, const QString& name, QWidget* parent);

    /// The instrument whose increments count. Empties the field when it is another one.
    void setInstrument(const market::Instrument& instrument);
    /// "= 1,250.00", or why it cannot be taken and what to do. Empty while the field is.
    [[nodiscard]] const QString& reading() const noexcept
    {
        return m_reading;
    }
    /// The field holds a value that can be sent.
    [[nodiscard]] bool isGood() const noexcept
    {
        return m_count.has_value();
    }

signals:
    /// The value or what is said of it has changed.
    void readingChanged();

protected:
    /// Of a number that was read: the count, or why not (in `fault`).
    [[nodiscard]] virtual std::optional<std::int64_t> countOf(Decimal value, QString& fault) const = 0;
    [[nodiscard]] virtual QString shown(std::int64_t count, const Formats& formats) const = 0;
    /// Words with what was typed in them: hidden in streamer mode where it is a person's own figure.
    [[nodiscard]] virtual QString spoken(const QString& typed) const
    {
        return typed;
    }
    [[nodiscard]] virtual std::int64_t stepped(std::int64_t count, int steps) const = 0;
    void setCount(std::optional<std::int64_t> count);
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

    const Formats& m_formats;
    std::optional<market::Instrument> m_instrument;
    std::optional<std::int64_t> m_count;

private:
    void read();
    void step(int steps);

    QString m_reading;
};

class PriceEdit final : public DecimalEdit
{
    Q_OBJECT

public:
    using DecimalEdit::DecimalEdit;

    /// None: empty, or not a price that fits the tick.
    [[nodiscard]] std::optional<Ticks> price() const
    {
        return m_count ? std::optional(Ticks{*m_count}) : std::nullopt;
    }
    void setPrice(std::optional<Ticks> price)
    {
        setCount(price ? std::optional(price->count) : std::nullopt);
    }

protected:
    [[nodiscard]] std::optional<std::int64_t> countOf(Decimal value, QString& fault) const override;
    [[nodiscard]] QString shown(std::int64_t count, const Formats& formats) const override;
    [[nodiscard]] std::int64_t stepped(std::int64_t count, int steps) const override;
};

/// Veiled in streamer mode.
class SizeEdit final : public DecimalEdit
{
    Q_OBJECT

public:
    SizeEdit(const Formats& formats, const QString& name, QWidget* parent);

    /// None: empty, or not a size that the venue takes. Above zero.
    [[nodiscard]] std::optional<Lots> size() const
    {
        return m_count ? std::optional(Lots{*m_count}) : std::nullopt;
    }
    void setSize(std::optional<Lots> size)
    {
        setCount(size ? std::optional(size->count) : std::nullopt);
    }

protected:
    [[nodiscard]] std::optional<std::int64_t> countOf(Decimal value, QString& fault) const override;
    [[nodiscard]] QString shown(std::int64_t count, const Formats& formats) const override;
    [[nodiscard]] QString spoken(const QString& typed) const override;
    [[nodiscard]] std::int64_t stepped(std::int64_t count, int steps) const override;
};

} // namespace omni::ui
