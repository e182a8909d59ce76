#include "core/host/access/broker_access.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t mostPemBytes = 1'048'576;

Outcome<void> readPem(const config::BrokerSettings& settings, std::string& text)
{
    if (settings.certificate.empty()) {
        return {};
    }
    std::error_code error;
    const auto size = std::filesystem::file_size(settings.certificate, error);
    if (!error && size < mostPemBytes) {
        std::ifstream in(settings.certificate, std::ios::binary);
        text.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    if (text.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
        return tl::unexpected(RunFailure{
            FailureKind::BadInput, "certificate",
            "brokers." + settings.broker + ".certificate: " + settings.certificate + " holds no certificate in PEM",
            "it is a file of certificates of further authorities, below 1 MiB", settings.certificate, 0});
    }
    return {};
}

} // namespace

Outcome<brokers::BrokerConfig> brokerConfigOf(const config::BrokerSettings& settings)
{
    brokers::BrokerConfig config;
    config.environment = settings.environment;
    config.account = settings.accountName();
    config.faces = settings.faces;
    config.plan = settings.plan;
    if (auto read = readPem(settings, config.trustedPem); !read) {
        return tl::unexpected(read.error());
    }
    if (!settings.proxy.empty()) {
        const auto address = config::proxyFromText(settings.proxy);
        if (!address) {
            return failureOf(FailureKind::BadInput, "brokers." + settings.broker + ".proxy", address.error());
        }
        auto proxy = std::make_shared<net::Proxy>();
        proxy->kind = address->isSocks ? net::Proxy::Kind::Socks5 : net::Proxy::Kind::Http;
        proxy->host = address->host;
        proxy->port = address->port;
        config.proxy = std::move(proxy);
    }
    return config;
}

} // namespace omni::runtime
