#include "ui/widgets/formats.h"

#include "core/base/wide_int.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace omni::ui {

namespace {

constexpr QChar minusSign(0x2212);
constexpr QChar plusSign(u'+');

/// The digits of the locale in place of ASCII ones.
QString localDigits(std::string_view digits, const QLocale& locale)
{
    const char32_t zero = locale.zeroDigit().isEmpty() ? U'0' : locale.zeroDigit().toUcs4().first();
    QString out;
    for (const char digit : digits) {
        const char32_t code = zero + static_cast<char32_t>(digit - '0');
        out += QString::fromUcs4(&code, 1);
    }
    return out;
}

/// "1234567" as "1,234,567".
QString grouped(std::string_view digits, const QLocale& locale)
{
    QString out;
    std::size_t at = digits.size() % 3;
    if (at != 0) {
        out = localDigits(digits.substr(0, at), locale);
    }
    for (; at < digits.size(); at += 3) {
        if (!out.isEmpty()) {
            out += locale.groupSeparator();
        }
        out += localDigits(digits.substr(at, 3), locale);
    }
    return out;
}

/// Exact decimal text ("-1234.50") as the locale writes it. `isChange`: a sign also above zero.
QString localised(std::string_view text, const QLocale& locale, bool isChange = false)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative) {
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    QString out = grouped(text.substr(0, point), locale);
    if (point != std::string_view::npos) {
        out += locale.decimalPoint();
        out += localDigits(text.substr(point + 1), locale);
    }
    const bool isZero = text.find_first_not_of("0.") == std::string_view::npos;
    if (isZero) {
        return out;
    }
    if (isNegative) {
        return minusSign + out;
    }
    return isChange ? plusSign + out : out;
}

/// The exact text of `amount` at `decimals`, rounded to nearest, halves away from zero. `decimals` in [0, 8].
std::string moneyText(Money amount, int decimals)
{
    const bool isNegative = amount.e8 < 0;
    const Int128 wide = amount.e8;
    Int128 size = isNegative ? -wide : wide;
    Int128 unit = 1;
    for (int i = decimals; i < 8; ++i) {
        unit *= 10;
    }
    size = (size + unit / 2) / unit; // unit is 1 or even: a half is exact
    std::string digits;
    for (int i = 0; size != 0 || i <= decimals; ++i) {
        if (i == decimals && decimals > 0) {
            digits += '.';
        }
        digits += static_cast<char>('0' + static_cast<int>(size % 10));
        size /= 10;
    }
    if (isNegative) {
        digits += '-';
    }
    return {digits.rbegin(), digits.rend()};
}

constexpr QChar leftToRight(0x2066), asItBegins(0x2068), endOfIsolate(0x2069);

/// A figure as it stands in a sentence.
QString figure(const Formats& formats, const QString& text)
{
    return formats.isIsolated ? leftToRight + text + endOfIsolate : text;
}

QString moneyAs(const Formats& formats, std::optional<Money> amount, int decimals, bool isChange)
{
    if (!amount) {
        return missing();
    }
    if (formats.hasPrivacy) {
        return hiddenText();
    }
    return figure(formats, localised(moneyText(*amount, std::clamp(decimals, 0, 8)), formats.locale, isChange));
}

/// `value` with `decimals` as ASCII text, or empty for what is no number.
std::string plain(double value, int decimals)
{
    return std::isfinite(value) ? QString::number(value, 'f', std::clamp(decimals, 0, 12)).toStdString()
                                : std::string();
}

struct LocalTime {
    QDate date;
    int hour = 0, minute = 0, second = 0, ms = 0;
};

LocalTime localTime(Timestamp at, const QTimeZone& zone)
{
    constexpr std::int64_t perMs = 1'000'000;
    const std::int64_t ms = (at.ns - (at.ns % perMs + perMs) % perMs) / perMs;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(ms, zone);
    const QTime time = moment.time();
    return {moment.date(), time.hour(), time.minute(), time.second(), time.msec()};
}

/// At least `width` digits.
QString padded(std::int64_t value, int width, const QLocale& locale)
{
    std::string text = std::to_string(value);
    while (static_cast<int>(text.size()) < width) {
        text.insert(text.begin(), '0');
    }
    return localDigits(text, locale);
}

QString clockText(const LocalTime& t, const QLocale& locale)
{
    return padded(t.hour, 2, locale) + u':' + padded(t.minute, 2, locale) + u':' + padded(t.second, 2, locale);
}

} // namespace

QString hiddenText()
{
    return QStringLiteral("•••••");
}

QString missing()
{
    return QStringLiteral("–");
}

QString withoutIsolates(QString text)
{
    return text.remove(leftToRight).remove(asItBegins).remove(endOfIsolate);
}

QString editable(QString shown, const QLocale& locale)
{
    return shown == missing() ? QString() : withoutIsolates(std::move(shown)).remove(locale.groupSeparator());
}

QString Formats::price(const market::Instrument& instrument, std::optional<Ticks> price) const
{
    return price ? figure(*this, localised(market::priceText(instrument, *price), locale)) : missing();
}

QString Formats::quantity(const market::Instrument& instrument, std::optional<Lots> size) const
{
    return !size ? missing() : hasPrivacy ? hiddenText() : marketSize(instrument, *size);
}

QString Formats::lots(Lots size) const
{
    return hasPrivacy ? hiddenText() : locale.toString(qlonglong{size.count});
}

QString Formats::marketSize(const market::Instrument& instrument, Lots size) const
{
    return figure(*this, localised(market::quantityText(instrument, size), locale));
}

QString Formats::money(std::optional<Money> amount, int decimals) const
{
    return moneyAs(*this, amount, decimals, false);
}

QString Formats::change(std::optional<Money> amount, int decimals) const
{
    return moneyAs(*this, amount, decimals, true);
}

QString Formats::percent(std::optional<double> share, int decimals, bool isChange) const
{
    const std::string text = share ? plain(*share * 100, decimals) : std::string();
    return text.empty() ? missing() : figure(*this, localised(text, locale, isChange) + locale.percent());
}

QString Formats::percentAgainst(std::optional<double> share, double limit, int decimals) const
{
    if (!share || !std::isfinite(*share)) {
        return missing();
    }
    // What a division leaves behind in the last bits is no breach.
    if (*share <= limit * (1 + 1e-12)) {
        return percent(share, decimals);
    }
    const double scale = std::pow(10.0, decimals + 2);
    return percent(std::ceil(*share * scale - 1e-9) / scale, decimals);
}

QString Formats::number(std::optional<double> value, int decimals, bool isChange) const
{
    const std::string text = value ? plain(*value, decimals) : std::string();
    return text.empty() ? missing() : figure(*this, localised(text, locale, isChange));
}

QString Formats::volume(double units) const
{
    if (!std::isfinite(units)) {
        return missing();
    }
    struct Step {
        double size;
        char16_t letter;
    };
    // A figure that would be rounded up to 1,000.00 of one step is 1.00 of the next.
    constexpr std::array<Step, 3> steps{{{1e9, u'B'}, {1e6, u'M'}, {1e3, u'K'}}};
    for (const Step& step : steps) {
        if (std::abs(units) >= step.size * 0.999995) {
            return figure(*this, localised(plain(units / step.size, 2), locale) + QChar(0xa0) + QChar(step.letter));
        }
    }
    return number(units, units == std::floor(units) ? 0 : 2);
}

QString Formats::time(Timestamp at) const
{
    return figure(*this, clockText(localTime(at, zone), locale));
}

QString Formats::hourMinute(Timestamp at) const
{
    const LocalTime t = localTime(at, zone);
    return figure(*this, padded(t.hour, 2, locale) + u':' + padded(t.minute, 2, locale));
}

QString Formats::timeMs(Timestamp at) const
{
    const LocalTime t = localTime(at, zone);
    return figure(*this, clockText(t, locale) + u'.' + padded(t.ms, 3, locale));
}

QString Formats::dateTime(Timestamp at) const
{
    const LocalTime t = localTime(at, zone);
    const QString text = locale.toString(t.date, QStringLiteral("ddd d MMM yyyy")) + u' ' + clockText(t, locale);
    return isIsolated ? asItBegins + text + endOfIsolate : text; // the names of days and months run their own way
}

QString Formats::age(Duration age) const
{
    const std::int64_t s = std::max<std::int64_t>(0, age.ns / 1'000'000'000);
    if (s >= 86'400) {
        return QCoreApplication::translate("formats", "%1d %2h", "days and hours, short")
            .arg(padded(s / 86'400, 1, locale), padded(s / 3'600 % 24, 2, locale));
    }
    if (s >= 3'600) {
        return QCoreApplication::translate("formats", "%1h %2m", "hours and minutes, short")
            .arg(padded(s / 3'600, 1, locale), padded(s / 60 % 60, 2, locale));
    }
    if (s >= 60) {
        return QCoreApplication::translate("formats", "%1m %2s", "minutes and seconds, short")
            .arg(padded(s / 60, 1, locale), padded(s % 60, 2, locale));
    }
    return QCoreApplication::translate("formats", "%1s", "seconds, short").arg(padded(s, 1, locale));
}

QString Formats::countdown(Duration left) const
{
    // Rounded up: 00:00 means that nothing is left.
    const std::int64_t s = left.ns <= 0 ? 0 : (left.ns - 1) / 1'000'000'000 + 1;
    return figure(*this, padded(s / 60, 2, locale) + u':' + padded(s % 60, 2, locale));
}

QString Formats::apart(const QString& statement) const
{
    return isIsolated ? asItBegins + statement + endOfIsolate : statement;
}

QString Formats::own(const QString& text) const
{
    return hasPrivacy && !text.isEmpty() ? hiddenText() : text;
}

QString Formats::told(const QString& text) const
{
    if (!hasPrivacy) {
        return text;
    }
    // A figure with all of its marks is one: its groups would say how large it is.
    static const QRegularExpression figures(QStringLiteral("\\d[\\d.,'’ \u00a0\u202f]*\\d|\\d"));
    QString shown = text;
    if (const QString home = QDir::homePath(); home.size() > 1) {
        shown.replace(home, QStringLiteral("~"));
    }
    return shown.replace(figures, hiddenText());
}

Formats Formats::unveiled() const
{
    Formats formats = *this;
    formats.hasPrivacy = false;
    return formats;
}

QString Formats::seconds(Duration span) const
{
    const bool isNegative = span.ns < 0;
    const Int128 wide = span.ns;
    const Int128 tenths = ((isNegative ? -wide : wide) + 50'000'000) / 100'000'000;
    const auto count = static_cast<std::int64_t>(tenths);
    const std::string text = (isNegative ? "-" : "") + std::to_string(count / 10) + '.' + std::to_string(count % 10);
    return QCoreApplication::translate("formats", "%1 s", "seconds").arg(figure(*this, localised(text, locale)));
}

} // namespace omni::ui
