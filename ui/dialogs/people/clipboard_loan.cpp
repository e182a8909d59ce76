#include "ui/dialogs/people/clipboard_loan.h"

#include "core/edge/platform/secret_memory.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

#include <span>
#include <utility>

namespace omni::ui::people {

namespace {

const QString loanFormat = QStringLiteral("application/x-omnitrade-loan");

void endLoan(const QByteArray& number)
{
    auto* const clipboard = QGuiApplication::clipboard();
    const QMimeData* held = clipboard->mimeData();
    if (held != nullptr && held->data(loanFormat) == number) { // else somebody has copied something since
        clipboard->clear();
    }
}

} // namespace

void lendToClipboard(QString text, int ms)
{
    static quint64 count = 0;
    const QByteArray number = QByteArray::number(++count);
    auto data = std::make_unique<QMimeData>();
    data->setData(QStringLiteral("text/plain"), text.toUtf8());
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    data->setData(loanFormat, number);
    platform::wipe(std::as_writable_bytes(std::span(text.data(), static_cast<std::size_t>(text.size()))));
    QGuiApplication::clipboard()->setMimeData(data.release());
    QTimer::singleShot(ms, qApp, [number] { endLoan(number); });
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, qApp, [number] { endLoan(number); });
}

} // namespace omni::ui::people
