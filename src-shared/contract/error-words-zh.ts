import { hasHolder, hasLimit, isLinuxPort, isMistyped, isNetworkAddress, isRecording } from './error-facts.ts';
import type { ErrorDictionary } from './error-words.ts';

const replug = '请拔下相机，重新插上后再连接。';
const report = '请重试。如果再次出现，请附上输出面板中的文字进行反馈。';

export const chineseWords: ErrorDictionary = {
  'port-not-found': {
    variants: [
      {
        when: isMistyped,
        words: ['“{port}”不是相机地址。', '地址的写法如下：{expected}。', '请更正地址，或从列表中选择相机。'],
      },
      {
        when: isRecording,
        words: ['{port} 不存在。', '文件被移动、重命名或删除，或者文件名有误。', '请检查文件名。'],
      },
      {
        when: isNetworkAddress,
        words: [
          '{port} 没有相机应答。',
          '该地址没有服务，或者地址有误。',
          '请确认相机已开机并在同一网络中，并检查地址。',
        ],
      },
    ],
    words: [
      '{port|该端口}上没有相机。',
      '相机没有插上，或者系统给了它另一个名称。',
      '请插上相机并刷新列表，或者选择模拟相机。',
    ],
  },
  'port-busy': {
    variants: [
      { when: hasHolder, words: ['{port} 正被占用。', '{holder} 打开了它。', '请关闭该程序，然后重新连接。'] },
    ],
    words: ['{port|该端口}正被占用。', '另一个程序打开了它，例如其他 IDE 或串口终端。', '请关闭该程序，然后重新连接。'],
  },
  'port-no-permission': {
    variants: [
      {
        when: isLinuxPort,
        words: [
          '当前用户无权打开 {port}。',
          '在 Linux 上，只有 dialout 组（有些系统为 uucp 组）的成员可以打开串口。',
          '请运行：sudo usermod -aG dialout $USER，然后注销并重新登录。或者使用 udev 规则：把 SUBSYSTEM=="tty", ATTRS{idVendor}=="37c5", MODE="0666" 写入 /etc/udev/rules.d/60-openmv.rules，运行：sudo udevadm control --reload，再重新插上相机。',
        ],
      },
    ],
    words: [
      '系统拒绝访问{port|该端口}。',
      '当前用户无权打开它，或者被安全设置禁止。',
      '请检查端口的访问权限，然后重新连接。',
    ],
  },
  'port-lost': {
    variants: [
      {
        when: isNetworkAddress,
        words: ['与 {port} 的连接已断开。', '相机已关闭或离开了网络。', '请检查相机；恢复后会自动重新连接。'],
      },
    ],
    words: [
      '与{port|相机}的连接已断开。',
      '相机被拔下、复位或断电。',
      '请重新插上，程序会自动重新连接。您的文字不会丢失。',
    ],
  },
  'port-closed': ['连接已关闭。', '{port|端口}在请求完成之前被关闭。', '请重新连接。'],
  'port-open-failed': [
    '无法打开{port|端口}。',
    '系统报告：{message}',
    '请重新插拔相机。如果仍然如此，请更换数据线或 USB 接口。',
  ],

  'not-a-camera': [
    '所连接的设备没有像相机那样应答。',
    '它是其他设备，或固件低于版本 5，或处于引导程序中。',
    '请选择其他端口，或把相机更新到固件 5 或更新版本。',
  ],
  'unsupported-protocol': [
    '相机使用了本程序不认识的协议。',
    '它的协议版本是 {version|未知}；本程序支持版本 1。',
    '请更新本程序，或为相机安装其他固件。',
  ],
  'camera-silent': ['相机没有应答。', '它正忙或已卡住，或者数据线有问题。', replug],
  'request-refused': [
    '相机拒绝了请求（{request|未知}，状态 {status|未知}）。',
    '它现在无法执行，或者固件不提供此功能。',
    '请停止脚本后重试。',
  ],
  'out-of-sync': ['与相机的通信失去同步。', '传输中丢失了数据，重新同步没有成功。', replug],
  'checksum-failed': [
    '来自相机的数据已损坏。',
    '数据线、集线器或网络丢失或改变了数据。',
    '请不经集线器，换用其他数据线或接口。',
  ],
  'camera-rebooted': ['相机在请求过程中重新启动了。', '脚本复位了它，或者供电不足。', '请等它就绪后重试。'],
  'not-connected': ['没有连接相机。', '此操作需要相机。', '请先连接相机。'],
  'already-connected': ['相机已经连接。', '它被要求再次连接。', '请直接使用，或先断开连接。'],
  'script-too-large': {
    variants: [
      {
        when: hasLimit,
        words: [
          '脚本对相机来说太大。',
          '脚本有 {sizeBytes} 字节；相机最多接受 {limitBytes} 字节。',
          '请缩短脚本，或把部分代码作为模块放到相机的文件系统中再导入。',
        ],
      },
    ],
    words: [
      '脚本对相机来说太大。',
      '它的 {sizeBytes|大量} 字节放不进相机的内存。',
      '请缩短脚本，或把部分代码作为模块放到相机的文件系统中再导入。',
    ],
  },
  'script-did-not-start': [
    '脚本没有启动。',
    '相机接收了脚本，但没有及时报告启动。',
    '请重新运行。如果仍然如此，请复位相机。',
  ],
  'script-did-not-stop': [
    '脚本无法停止。',
    '它忽略了中断，例如正处于耗时的底层调用中。',
    '请复位相机。您的文字不会丢失。',
  ],
  'channel-not-found': [
    '通道 {channel|} 不存在。',
    '注册它的脚本没有运行，或者没有注册它。',
    '请运行注册它的脚本，然后重试。',
  ],
  'channel-not-supported': [
    '通道 {channel|} 不支持此操作。',
    '脚本中的后端没有相应的方法。',
    '请为后端添加该方法（read、write 或 size），然后重新运行脚本。',
  ],

  'payload-too-short': ['相机发来的应答不完整。', '{layout|部分数据}被截断。', replug],
  'bad-frame-header': [
    '跳过了一幅图像。',
    '它的帧头不可能正确，说明在传输中已损坏。',
    '偶尔出现可以忽略。如果经常出现，请换用其他数据线或接口。',
  ],
  'bad-record-size': [
    '无法读取性能数据。',
    '每条记录有 {recordSize|未知数量的} 字节，没有已知固件会这样发送。',
    '请更新本程序或固件。',
  ],
  'value-out-of-range': ['数值超出了相机接受的范围。', '它放不进对应的字段：{message}', '请选择较小的数值。'],

  'file-not-found': ['{path|文件}不存在。', '它被移动、重命名或删除了。', '请在文件夹中查找，或把内容另存为新文件。'],
  'folder-not-found': [
    '文件夹{path|}不存在。',
    '它被移动、重命名或删除，或者名称有误。',
    '请创建该文件夹，或选择其他文件夹。',
  ],
  'file-no-permission': [
    '无权打开或修改{path|此文件}。',
    '系统拒绝访问，或者磁盘是只读的。',
    '请换一个名称或文件夹保存。',
  ],
  'file-changed': [
    '磁盘上的{path|文件}已改变。',
    '您打开之后，另一个程序写入了它。',
    '请决定保留哪个版本：覆盖它，或把您的版本另存为其他名称。',
  ],
  'file-exists': ['{path|文件}已存在。', '保存会替换它。', '请确认可以替换，或选择其他名称。'],
  'file-too-large': [
    '{path|文件}太大，无法打开。',
    '它有 {sizeBytes|太多} 字节；上限是 {limitBytes|8388608} 字节。',
    '请用其他程序打开。',
  ],
  'not-a-file': ['{path|这}不是文件。', '它是文件夹或设备。', '请选择文件。'],
  'not-a-folder': ['{path|这}不是文件夹。', '路径中的某一部分是文件。', '请选择文件夹。'],
  'bad-path': ['无法使用路径 {path|}。', '它不是本系统的完整路径，或者名称太长。', '请使用完整路径。'],
  'disk-full': ['{path|文件}没有保存。', '磁盘已满。', '请腾出空间后再保存；您的文字仍在编辑器中。'],
  'file-failed': ['无法读写{path|文件}。', '系统报告：{systemCode|失败}。', '请重试，或换一个文件夹。'],
  'example-not-found': ['没有这个示例。', '示例列表已改变。', '请重新打开列表。'],
  'address-refused': ['没有打开该地址。', '只打开以 https:// 开头的地址。', '如果您信任它，请复制到浏览器中打开。'],
  'no-windows': ['这里不能打开新窗口。', '程序正在浏览器中运行。', '请使用浏览器自己的窗口。'],
  'no-dialogs': ['这里没有系统的文件对话框。', '程序正在浏览器中运行。', '请使用程序自己的文件列表。'],

  'bad-message': [
    '页面与主机之间出现误解。',
    '一条消息不符合约定的格式（{where|位置未知}）。',
    '请重新加载页面。如果再次出现，说明两者版本不同：请重新安装程序。',
  ],
  'unknown-method': ['主机不认识这个请求。', '页面与主机的版本不同。', '请重新加载页面。'],
  'too-many-calls': ['同时发出的请求太多。', '主机一次最多处理 {limit|有限个} 个。', '请稍候再试。'],
  'message-too-large': [
    '一次发给主机的内容太多。',
    '共 {sizeBytes|过多} 字节；上限为 {limitBytes|16777216} 字节。',
    '请把长文本另存为文件，并缩短脚本。',
  ],
  cancelled: ['已取消。', '您或更新的请求结束了它。', '需要时请重新开始。'],
  'connection-lost': ['与主机的连接中断。', '主机已退出，或网络出现故障。', '请等它恢复后重试。您的文字不会丢失。'],
  internal: ['程序内部出错。', '{message}', report],
  'host-unreachable': [
    '主机没有应答。',
    '它已退出，或者不再接受此页面。',
    '请重新启动程序，并打开它显示的地址。您的文字已保留。',
  ],

  'server-port-in-use': [
    '本机的端口 {port|} 正被占用。',
    '另一个程序正在该端口监听。',
    '请用 --port 选择其他端口，或省略它以使用空闲端口。',
  ],
  'server-port-refused': [
    '系统不允许使用端口 {port|}。',
    '1024 以下的端口是保留的。',
    '请用 --port 选择 1024 或以上的端口。',
  ],
  'server-tls-unusable': [
    '无法通过 https 提供页面。',
    '证书或其密钥无法使用。',
    '请提供相互匹配的 PEM 格式证书和密钥文件。',
  ],
  'server-start-failed': [
    '无法在{host|该地址}提供页面。',
    '该地址不属于本机，或被系统拒绝：{message}',
    '请省略 --host，只为本机提供服务。',
  ],

  'address-unavailable': ['无法在{address|该地址}提供模拟相机。', '该地址被占用或不允许使用。', '请选择其他端口。'],
  'pty-unavailable': [
    '本系统不提供伪终端。',
    '没有安装 socat 或 perl，或者系统是 Windows。',
    '请安装 socat，或使用 --tcp 提供相机。',
  ],
  'codec-unavailable': ['JPEG 编解码器无法启动。', '它的文件缺失或损坏。', '请重新安装程序（npm ci）。'],

  'bad-picture': [
    '无法显示一幅图像。',
    '它的数据在传输中损坏或被截断。',
    '偶尔出现可以忽略。如果经常出现，请换用其他数据线或较小的图像。',
  ],
  'format-not-supported': [
    '无法转换{format|这种格式}的图像。',
    '没有针对这种像素格式的转换。',
    '请让脚本使用 RGB565、GRAYSCALE 或 JPEG。',
  ],

  'profile-lost': [
    '性能数据没有读完。',
    '性能分析通道中途消失，或发送的数据少于它声明的长度。',
    '上一张完整的表格会保留。如果再次出现，请复位相机。',
  ],
  'too-many-records': [
    '相机报告了 {count|过多} 条性能记录。',
    '没有固件会统计这么多函数；该数字在传输中损坏。',
    '上一张完整的表格会保留。如果再次出现，请重新连接。',
  ],
  'no-profiler': [
    '此固件没有性能分析器。',
    '它编译时没有启用该功能：相机不提供 profile 通道。',
    '请用 make PROFILE_ENABLE=1 编译固件，或连接模拟相机。',
  ],
  'profile-empty': [
    '性能分析器没有记录。',
    '自上次清零以来没有统计到任何函数，或相机已重新启动。',
    '请运行一个调用 image 模块函数的脚本。',
  ],
  'not-a-capture': [
    '{path|该文件}不是会话录制文件。',
    '它的开头不符合格式，可能由其他程序写入。',
    '请选择由 “viewfinder record” 写入的文件。',
  ],
  'capture-too-new': [
    '{path|该录制文件}的版本较新。',
    '它使用本程序不认识的第 {version|更新} 版格式。',
    '请更新 Viewfinder。',
  ],
  'capture-too-slow': [
    '录制在会话结束之前停止。',
    '磁盘在较长时间内比相机慢。',
    '请录制到更快的磁盘，或使用较小的图像。此前写入的内容可以回放。',
  ],
  'nothing-to-replay': [
    '{path|该录制文件}中没有可以显示的内容。',
    '其中没有相机以 OpenMV 协议 V2 应答。',
    '请重新录制，并在连接相机之前开始。',
  ],
  'elf-not-an-elf': [
    '{name|该文件}不是 ELF 文件。',
    '它的开头不符合格式；.bin 或 .dfu 文件不含符号。',
    '请选择固件编译时生成的 .elf 文件。',
  ],
  'elf-not-32-bit': [
    '{name|该文件}属于 64 位机器。',
    '相机是 32 位的；这是其他程序的 ELF。',
    '请选择相机固件的 .elf 文件。',
  ],
  'elf-not-little-endian': [
    '{name|该文件}属于大端机器。',
    '相机是小端的；这是其他程序的 ELF。',
    '请选择相机固件的 .elf 文件。',
  ],
  'elf-truncated': [
    '{name|该文件}不完整。',
    '它的内容（{what|文件头}）应到达第 {need|更多} 字节，但文件在第 {have|更早的} 字节处结束。',
    '请重新复制或编译该文件。',
  ],
  'elf-absurd': [
    '{name|该文件}已损坏。',
    '其中的数值不可能成立：{what|数值} {value|未知}。',
    '请重新复制或编译该文件。',
  ],
  'elf-no-symbols': ['{name|该文件}没有函数名。', '它的符号表已被去除。', '请选择编译直接生成、未去除符号的 ELF。'],

  unknown: ['出现问题（{code}）。', '{message}', report],
};
