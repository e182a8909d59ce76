#include "ui/widgets/formats.h"

#include <QCoreApplication>

#include <string>

namespace omni::ui {

namespace {

bool isDecimalSign(QChar c)
{
    return c == u'.' || c == u',' || c == QChar(0x066b);
}

/// What only ever separates groups: spaces, apostrophes, the Arabic thousands sign.
bool isGroupSign(QChar c)
{
    return c == u' ' || c == QChar(0xa0) || c == QChar(0x202f) || c == u'\'' || c == QChar(0x2019)
        || c == QChar(0x066c);
}

/// The text without its sign; false when nothing is left.
bool takeSign(QString& text, std::string& out)
{
    if (!text.isEmpty() && (text[0] == u'+' || text[0] == u'-' || text[0] == QChar(0x2212))) {
        if (text[0] != u'+') {
            out += '-';
        }
        text.remove(0, 1);
    }
    return !text.isEmpty();
}

/// Digits with groups of three: "1 234 567", or no groups at all. False for any other pattern.
bool takeGroups(const QString& text, std::string& out)
{
    qsizetype inGroup = 0;
    QChar sign;
    bool hasGroups = false;
    for (const QChar c : text) {
        if (const int digit = c.digitValue(); digit >= 0) {
            out += static_cast<char>('0' + digit);
            ++inGroup;
            continue;
        }
        const bool isFirst = !hasGroups;
        const bool isFit = isFirst ? inGroup >= 1 && inGroup <= 3 : inGroup == 3 && c == sign;
        if (!isFit || !(isGroupSign(c) || isDecimalSign(c))) {
            return false;
        }
        hasGroups = true;
        sign = c;
        inGroup = 0;
    }
    return !hasGroups || inGroup == 3;
}

enum class Reading { None, Whole, Fraction };

/// Whether the last separator at `last` begins the decimals. None: it could be two things.
Reading readingOf(const QString& text, qsizetype last, const QLocale& locale)
{
    const QChar sign = text[last];
    if (isGroupSign(sign)) {
        return Reading::Whole;
    }
    if (text.count(sign) > 1) {
        return Reading::Whole; // 1,234,567
    }
    const qsizetype after = text.size() - last - 1;
    const bool hasOther = [&] {
        for (qsizetype i = 0; i < last; ++i) {
            if (isDecimalSign(text[i]) || isGroupSign(text[i])) {
                return true;
            }
        }
        return false;
    }();
    const bool couldBeGroup = after == 3 && last >= 1 && last <= 3 && text[0].digitValue() != 0;
    if (hasOther || !couldBeGroup || locale.decimalPoint() == sign) {
        return Reading::Fraction;
    }
    return Reading::None;
}

/// Of the last separator in digits without a sign; below zero: there is none. None: other signs are in it.
std::optional<qsizetype> lastSeparator(const QString& text)
{
    qsizetype last = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isDecimalSign(text[i]) || isGroupSign(text[i])) {
            last = i;
        } else if (text[i].digitValue() < 0) {
            return std::nullopt;
        }
    }
    return last;
}

} // namespace

std::optional<Decimal> typedNumber(const QString& typed, const QLocale& locale)
{
    QString text = withoutIsolates(typed.trimmed());
    std::string plain;
    if (!takeSign(text, plain)) {
        return std::nullopt;
    }
    const auto found = lastSeparator(text);
    if (!found) {
        return std::nullopt;
    }
    const qsizetype last = *found;
    const Reading reading = last < 0 ? Reading::Whole : readingOf(text, last, locale);
    if (reading == Reading::None) {
        return std::nullopt;
    }
    std::string digits;
    std::string decimals;
    if (reading == Reading::Whole) {
        if (!takeGroups(text, digits)) {
            return std::nullopt;
        }
    } else {
        const QString whole = text.left(last);
        // The decimal sign is not a group's as well: 1.234.5 is nothing.
        if (whole.contains(text[last]) || (!whole.isEmpty() && !takeGroups(whole, digits))) {
            return std::nullopt;
        }
        for (const QChar c : text.mid(last + 1)) {
            decimals += static_cast<char>('0' + c.digitValue());
        }
    }
    if (digits.empty() && decimals.empty()) {
        return std::nullopt;
    }
    plain += digits.empty() ? std::string("0") : digits;
    if (!decimals.empty()) {
        plain += '.' + decimals;
    }
    const auto value = decimalFromText(plain);
    return value ? std::optional(*value) : std::nullopt;
}

QString typedFault(const QString& typed, const QLocale& locale)
{
    if (typedNumber(typed, locale)) {
        return {};
    }
    const QString shown = typed.trimmed().left(40);
    QString text = typed.trimmed();
    std::string sign;
    const auto last = takeSign(text, sign) ? lastSeparator(text) : std::nullopt;
    if (last && *last >= 0 && readingOf(text, *last, locale) == Reading::None) {
        const QString whole = text.left(*last), rest = text.mid(*last + 1);
        return QCoreApplication::translate("formats", "“%1” could be %2 or %3. Type it without a sign for thousands.",
                                           "what was typed, as a whole number, with decimals")
            .arg(shown, whole + rest, whole + locale.decimalPoint() + rest);
    }
    return QCoreApplication::translate("formats", "“%1” is not a number.").arg(shown);
}

} // namespace omni::ui
