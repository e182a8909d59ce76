#include "ui/style/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>

#include <cstring>

namespace omni::ui {

QString Catalogue::translate(const char* context, const char* source, const char* disambiguation, int n) const
{
    const QString found = QTranslator::translate(context, source, disambiguation, n);
    const char* last = found.isEmpty() && context != nullptr ? std::strrchr(context, ':') : nullptr;
    return last != nullptr ? QTranslator::translate(last + 1, source, disambiguation, n) : found;
}

QStringList Language::available()
{
    QStringList out;
    for (const QString& file : QDir(QStringLiteral(":/i18n")).entryList({QStringLiteral("omni_*.qm")})) {
        out.push_back(file.mid(5).chopped(3));
    }
    return out;
}

void Language::apply(const QString& choice)
{
    const QString wanted = choice.isEmpty() ? QLocale::system().name() : choice;
    const QString language = wanted.section(QLatin1Char('_'), 0, 0).section(QLatin1Char('-'), 0, 0);
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qts);
    m_current = QStringLiteral("en");
    // The English catalogue holds plural forms; it is loaded like any other.
    const QString known = available().contains(language) ? language : QStringLiteral("en");
    if (m_ours.load(QStringLiteral(":/i18n/omni_") + known)) {
        m_current = known;
        if (m_qts.load(QLocale(known), QStringLiteral("qtbase"), QStringLiteral("_"),
                       QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
            QCoreApplication::installTranslator(&m_qts);
        }
        QCoreApplication::installTranslator(&m_ours);
    }
}

QLocale Language::localeFor(const QString& formats) const
{
    if (!formats.isEmpty()) {
        return QLocale(formats);
    }
    const QLocale system = QLocale::system();
    if (system.name().startsWith(m_current + QLatin1Char('_'))) {
        return system;
    }
    return m_current == QLatin1String("en") ? QLocale(QLocale::English, QLocale::UnitedStates) : QLocale(m_current);
}

} // namespace omni::ui
