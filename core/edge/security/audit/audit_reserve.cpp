#include "core/edge/security/audit/audit_reserve.h"

#include "core/base/bytes.h"

#include <algorithm>

namespace omni::audit {

namespace {

/// SplitMix64 from 1 (G. Steele, D. Lea, C. Flood, OOPSLA 2014): zeros would be left out by a file system that
/// compresses.
Bytes content()
{
    Bytes out;
    out.reserve(auditReserveBytes);
    ByteWriter to(out);
    for (std::uint64_t state = 1; out.size() < auditReserveBytes;) {
        state += 0x9E37'79B9'7F4A'7C15;
        std::uint64_t mixed = (state ^ (state >> 30)) * 0xBF58'476D'1CE4'E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
        to.u64(mixed ^ (mixed >> 31));
    }
    return out;
}

} // namespace

Result<void> AuditReserve::prepare()
{
    const auto names = m_folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (std::ranges::find(*names, auditReserveName) != names->end()) {
        const auto bytes = m_folder.read(auditReserveName);
        if (bytes && (*bytes)->bytes().size() == auditReserveBytes) {
            return {};
        }
    }
    return m_folder.replace(auditReserveName, content());
}

bool AuditReserve::giveUp() noexcept
{
    const auto names = m_folder.names();
    return names && std::ranges::find(*names, auditReserveName) != names->end()
        && m_folder.remove(auditReserveName).has_value();
}

} // namespace omni::audit
