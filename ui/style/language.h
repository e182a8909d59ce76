// The language of the window, switched while it runs: every widget hears QEvent::LanguageChange.
//
// Catalogues are compiled in (translations/omni_*.ts). A sentence that a catalogue lacks shows in English. UI thread.

#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <QTranslator>

namespace omni::ui {

/// A catalogue whose contexts may be named without their namespaces, as lupdate writes those it cannot resolve: what
/// "omni::ui::alerts::View" lacks is looked for in "View".
class Catalogue final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                    int n) const override;
};

class Language : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Languages with a catalogue: "en", "de".
    [[nodiscard]] static QStringList available();
    /// Of `choice`, or of the system where it is empty; English where there is no catalogue for it.
    void apply(const QString& choice);
    [[nodiscard]] const QString& current() const noexcept
    {
        return m_current;
    }
    /// The locale of numbers and dates: `formats` as "de_DE", or that of the language.
    [[nodiscard]] QLocale localeFor(const QString& formats) const;

private:
    QString m_current = QStringLiteral("en");
    Catalogue m_ours;
    QTranslator m_qts;
};

} // namespace omni::ui
