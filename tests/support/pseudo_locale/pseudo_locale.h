// The language en-XA of tests: every word that went through tr() is 40 % longer and has accents, so that a text that
// did not, and a label without room, can be seen. And a stand-in for a language that is read from right to left.

#pragma once

#include <QTranslator>

namespace omni::testing {

class PseudoLocale final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override
    {
        return false;
    }
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                    int n) const override;

    /// "[Šéñđ öřđéř~~~]": placeholders (%1, %n, %L1), entities and tags stay as they are.
    [[nodiscard]] static QString pseudo(const QString& text);
    /// `text` was made by `pseudo`, or holds nothing to translate: digits, signs, one letter.
    [[nodiscard]] static bool isTranslated(const QString& text);
};

/// English words that Qt takes for Arabic ones: each begins with the right-to-left mark U+200F.
class MirroredLocale final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override
    {
        return false;
    }
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                    int n) const override;
};

} // namespace omni::testing
