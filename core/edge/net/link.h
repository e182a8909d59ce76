// One connection to one endpoint: opened, checked, and from then on bytes both ways.

#pragma once

#include "core/edge/net/endpoint.h"

#include <QObject>
#include <QSslError>
#include <QString>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

class QSslSocket;

namespace omni::net {

/// Lives on one thread with an event loop. Opened once; a new connection is a new object.
///
/// Certificates are checked as `TlsPolicy` says before `ready`; `write` before that takes nothing, so a server that is
/// not trusted never sees a byte of a request. Receivers may delete the link later (deleteLater), not within a signal.
class Link final : public QObject
{
    Q_OBJECT

public:
    /// `rule` has passed `check`.
    explicit Link(std::shared_ptr<const LinkRule> rule, QObject* parent = nullptr);
    ~Link() override;

    void open();
    [[nodiscard]] bool isReady() const noexcept
    {
        return m_state == State::Ready;
    }
    /// Hands all of `bytes` over. False, and nothing is taken, unless ready.
    [[nodiscard]] bool write(std::string_view bytes);
    /// Of what was handed over, what the system has not taken yet.
    [[nodiscard]] std::size_t unsent() const;
    /// Fills `to` with what has come; the number of bytes, 0 if there are none.
    [[nodiscard]] std::size_t read(std::span<char> to);
    /// Ends it at once. No signal comes after this.
    void close();

signals:
    void ready();
    /// Bytes have come. At most 256 KiB wait here; what is not read holds the sender up.
    void received();
    /// It could not be opened or has ended; once. What came before can still be read within the call.
    void lost(omni::net::LinkFault fault, const QString& detail);

private:
    enum class State : std::uint8_t { New, Opening, Ready, Ended };
    void onConnected();
    void onEncrypted();
    void onSslErrors(const QList<QSslError>& errors);
    void onError();
    void becomeReady();
    void end(LinkFault fault, const QString& detail);

    std::shared_ptr<const LinkRule> m_rule;
    std::unique_ptr<QSslSocket> m_socket;
    QTimer m_openTimer;
    QString m_tlsFault;
    State m_state = State::New;
};

} // namespace omni::net
